import { expect, test } from '@jest/globals';
import { WarmProcesses } from './warm-processes.ts';

test('processes that wait for a call are counted until they are given one', () => {
  const warm = new WarmProcesses({ isAlive: () => true });
  warm.add(11, 1_000);
  warm.add(12, 1_000);
  warm.remove(11);
  expect(warm.count).toBe(1);
});

test('a process that died while it waited does not count', () => {
  const dead = new Set<number>();
  const warm = new WarmProcesses({ isAlive: (pid) => !dead.has(pid) });
  warm.add(11, 1_000);
  warm.add(12, 1_000);
  dead.add(12);
  warm.forgetTheDead();
  expect(warm.count).toBe(1);
});

test('the time that a start takes follows the machine', () => {
  const warm = new WarmProcesses({ isAlive: () => true });
  expect(warm.refillMs).toBeUndefined();
  warm.add(11, 1_000);
  expect(warm.refillMs).toBe(1_000);
  warm.add(12, 5_000);
  expect(warm.refillMs).toBe(3_000);
});
