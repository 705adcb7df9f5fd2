import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ReleaseSite, startReleaseSite } from '../../testing/release-site.ts';
import { createTerminal } from '../terminal.ts';
import { findServer, locateServer } from './locate.ts';
import { LIVEKIT, TEMPORAL } from './release.ts';

const ARCHIVE = TEMPORAL.archive(process.platform, process.arch) ?? '';
const CURRENT = 'temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)';
const PATIENCE = { answerMs: 60_000, stallMs: 60_000 };
const realPath = process.env['PATH'];

let home: string;
let said: string;
let site: ReleaseSite | undefined;

const terminal = createTerminal({ write: (text) => (said += text) });

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'locate-'));
  said = '';
});

afterEach(async () => {
  process.env['PATH'] = realPath;
  delete process.env['TEMPORAL_RELEASES_URL'];
  rmSync(home, { recursive: true, force: true });
  await site?.close();
  site = undefined;
});

function programSaying(version: string): string {
  const folder = join(home, 'bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'temporal'), `#!/bin/sh\necho '${version}'\n`);
  chmodSync(join(folder, 'temporal'), 0o755);
  return folder;
}

async function serve(says: string): Promise<ReleaseSite> {
  site = await startReleaseSite(ARCHIVE, 'temporal', says, 'none');
  process.env['TEMPORAL_RELEASES_URL'] = site.url;
  return site;
}

const options = (path = '') => ({ cache: join(home, 'cache'), patience: PATIENCE, path });

test('a suitable binary on PATH comes first, and nothing is downloaded', async () => {
  const { downloads } = await serve(CURRENT);
  const located = await locateServer(TEMPORAL, terminal, options(programSaying(CURRENT)));
  expect(located).toEqual({ binary: join(home, 'bin', 'temporal'), source: 'path' });
  expect(downloads()).toBe(0);
});

test('one that is too old on PATH is passed over for the download', async () => {
  await serve(CURRENT);
  const old = programSaying('temporal version 1.0.0 (Server 1.24.2, UI 2.28.0)');
  const located = await locateServer(TEMPORAL, terminal, options(old));
  expect(located).toEqual({ binary: join(home, 'cache', 'temporal', '1.8.2', 'temporal'), source: 'download' });
});

test('the second start finds the first one’s download in the cache', async () => {
  const { downloads } = await serve(CURRENT);
  await locateServer(TEMPORAL, terminal, options());
  expect(await locateServer(TEMPORAL, terminal, options())).toMatchObject({ source: 'cache' });
  expect(downloads()).toBe(1);
});

test('two starts at once download once', async () => {
  const { downloads } = await serve(CURRENT);
  const both = await Promise.all([
    locateServer(TEMPORAL, terminal, options()),
    locateServer(TEMPORAL, terminal, options()),
  ]);
  expect(both.map(({ binary }) => existsSync(binary))).toEqual([true, true]);
  expect(downloads()).toBe(1);
});

test('a downloaded program that is not what it should be never enters the cache', async () => {
  await serve('some other program 9.9');
  process.env['PATH'] = '/nowhere';
  await expect(locateServer(TEMPORAL, terminal, options())).rejects.toThrow(
    'does not run here or is of another version',
  );
  expect(await findServer(TEMPORAL, options())).toBeUndefined();
  expect(readdirSync(join(home, 'cache', 'temporal')).filter((name) => !name.endsWith('.log'))).toEqual([]);
});

test('where every way fails, one message names them and each way out', async () => {
  process.env['TEMPORAL_RELEASES_URL'] = 'http://127.0.0.1:9';
  process.env['PATH'] = '/nowhere';
  const failure = await locateServer(TEMPORAL, terminal, options()).catch((error: Error) => error.message);
  expect(failure).toContain('download: 127.0.0.1:9 refuses connections');
  expect(failure).toContain('build with Go: Go is not on PATH');
  for (const way of ['TEMPORAL_ADDRESS', 'put temporal 1.8.2 on PATH', 'TEMPORAL_RELEASES_URL', 'install Go 1.26']) {
    expect(failure).toContain(way);
  }
  expect(said).toContain('Building it with Go instead, about 4 min on 2 cores.');
});

test.each([
  [TEMPORAL, 'temporal version 0.0.0-DEV (Server 1.31.2, UI 2.50.1)', true],
  [TEMPORAL, 'temporal version 1.9.0 (Server 1.32.0, UI 2.51.0)', true],
  [TEMPORAL, 'temporal version 1.4.1 (Server 1.28.0, UI 2.39.0)', false],
  [TEMPORAL, 'temporal version 3.0.0 (Server 2.0.0, UI 3.0.0)', false],
  [LIVEKIT, 'livekit-server version 1.13.5', true],
  [LIVEKIT, 'livekit-server version 1.12.9', false],
  [LIVEKIT, 'command not understood', false],
])('%#: %p is judged by what it says of its version', (release, says, suitable) => {
  expect(release.isSuitable(says)).toBe(suitable);
});
