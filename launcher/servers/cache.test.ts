import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawnScript, until } from '../../testing/child-scripts.ts';
import { cacheHome, fillOnce } from './cache.ts';

let home: string;
let folder: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cache-'));
  folder = join(home, 'server', '1.0.0');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

test('a folder is filled once by two that ask at the same time', async () => {
  let fills = 0;
  const fill = async (draft: string) => {
    fills += 1;
    await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(join(draft, 'binary'), 'x');
  };
  await Promise.all([fillOnce(folder, fill), fillOnce(folder, fill)]);
  expect(fills).toBe(1);
  expect(readdirSync(folder)).toEqual(['binary']);
});

test('a fill that fails leaves nothing, and the next one succeeds', async () => {
  const broken = async (draft: string) => {
    writeFileSync(join(draft, 'binary'), 'half');
    throw new Error('out of luck');
  };
  await expect(fillOnce(folder, broken)).rejects.toThrow('out of luck');
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(join(home, 'server'))).toEqual([]);
  await fillOnce(folder, async (draft) => writeFileSync(join(draft, 'binary'), 'whole'));
  expect(readFileSync(join(folder, 'binary'), 'utf8')).toBe('whole');
});

test('one that was killed half-way is cleared away by the next, which does not wait for the dead', async () => {
  const script = `
    import { writeFileSync } from 'node:fs';
    import { fillOnce } from '${join(import.meta.dirname, 'cache.ts')}';
    await fillOnce('${folder}', (draft) => {
      writeFileSync(draft + '/binary', 'half');
      return new Promise(() => setInterval(() => undefined, 1000));
    });`;
  const child = spawnScript(home, script);
  const half = () => readdirSync(home, { recursive: true }).some((name) => String(name).endsWith('/binary'));
  await until(half, 'the child has begun to fill');
  child.kill('SIGKILL');
  await child.ended;
  expect(existsSync(folder)).toBe(false);
  await fillOnce(folder, async (draft) => writeFileSync(join(draft, 'binary'), 'whole'));
  expect(readFileSync(join(folder, 'binary'), 'utf8')).toBe('whole');
  expect(readdirSync(join(home, 'server'))).toEqual(['1.0.0']);
});

test('the cache is where XDG_CACHE_HOME says', () => {
  mkdirSync(join(home, 'xdg'));
  expect(cacheHome({ XDG_CACHE_HOME: join(home, 'xdg') })).toBe(join(home, 'xdg', 'ringfence'));
  expect(cacheHome({})).toMatch(/\.cache\/ringfence$/);
});
