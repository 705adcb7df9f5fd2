import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawnScript, until } from '../../testing/child-scripts.ts';
import { holderOf, tryLock, withLock } from './lock.mjs';
import { identify } from '../processes/process-identity.mjs';

let home: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(home, 'the.lock');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const LOCK = join(import.meta.dirname, 'lock.mjs');

test('four processes that count under the lock lose no count', async () => {
  const counter = join(home, 'counter');
  writeFileSync(counter, '0');
  const script = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { withLock } from '${LOCK}';
    for (let i = 0; i < 20; i += 1) {
      await withLock('${file}', async () => {
        const count = Number(readFileSync('${counter}', 'utf8'));
        await new Promise((resolve) => setImmediate(resolve));
        writeFileSync('${counter}', String(count + 1));
      });
    }`;
  const ends = await Promise.all([1, 2, 3, 4].map(() => spawnScript(home, script).ended));
  expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(counter, 'utf8')).toBe('80');
});

test('a lock whose holder was killed is taken over, and a live one is kept', async () => {
  const script = `
    import { withLock } from '${LOCK}';
    await withLock('${file}', () => { console.log('held'); return new Promise(() => setInterval(() => undefined, 1000)); });`;
  const child = spawnScript(home, script);
  await until(() => child.output().includes('held'), 'the child holds the lock');
  expect(holderOf(file)?.pid).toBe(child.pid);
  expect(tryLock(file)).toBe(false);
  child.kill('SIGKILL');
  await child.ended;
  expect(holderOf(file)).toBeUndefined();
  expect(await withLock(file, async () => holderOf(file)?.pid)).toBe(process.pid);
});

test('a number that was given to another process since does not keep the lock', async () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: `${identify(process.pid)?.started}0` }));
  expect(await withLock(file, async () => 'taken')).toBe('taken');
});

test('the lock is released when the work fails', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('work failed')))).rejects.toThrow('work failed');
  expect(existsSync(file)).toBe(false);
});

test('whoever waits is told once for whom', async () => {
  const told: number[] = [];
  const first = withLock(file, () => until(() => told.length > 0, 'the second is told'));
  await withLock(
    file,
    async () => undefined,
    (pid) => told.push(pid),
  );
  await first;
  expect(told).toEqual([process.pid]);
});
