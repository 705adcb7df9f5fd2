import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { until } from '../../testing/child-scripts.ts';
import { isRunning } from './process-identity.mjs';
import { recordedProcesses } from './process-records.ts';
import { type ProcessPlan, type Supervised, supervise } from './supervisor.ts';

let home: string;
let running: Supervised | undefined;
let events: string[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'supervisor-'));
  mkdirSync(join(home, 'processes'));
  events = [];
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(home, { recursive: true, force: true });
});

/** A program that notes its own number in a file when it is ready. */
function aPlan(script: string, more: Partial<ProcessPlan> = {}): ProcessPlan {
  return {
    name: 'program',
    title: 'Program',
    command: '/bin/sh',
    args: ['-c', script],
    cwd: home,
    env: process.env,
    logFile: join(home, 'program.log'),
    isHealthy: async () => existsSync(join(home, 'ready')),
    startTimeoutMs: 60_000,
    ...more,
  };
}

const start = async (plan: ProcessPlan) => {
  running = await supervise(plan, join(home, 'processes'), {
    ended: (_, how) => events.push(how),
    recovered: () => events.push('recovered'),
  });
};
const recorded = () => recordedProcesses(join(home, 'processes'))[0]?.identity;

(existsSync('/dev/full') ? test : test.skip)('a process runs also when there is no room to record it', async () => {
  const record = join(home, 'processes', 'program.json');
  symlinkSync('/dev/full', record);
  await start(aPlan('touch ready; exec sleep 100'));
  // Read by nobody from here on: it never ends.
  rmSync(record);
  expect(events).toEqual([]);
});

test('a process is recorded while it runs, and stopped with everything in its group', async () => {
  await start(aPlan('sleep 100 & echo $! > child; touch ready; wait'));
  const identity = recorded();
  const child = Number(readFileSync(join(home, 'child'), 'utf8'));
  await running?.stop();
  expect(identity && isRunning(identity)).toBe(false);
  await until(
    () => !existsSync(`/proc/${child}`) || readFileSync(`/proc/${child}/stat`, 'utf8').includes(') Z'),
    'its child ends',
  );
  expect(recorded()).toBeUndefined();
});

test('a process that is killed is started again', async () => {
  await start(aPlan('touch ready; exec sleep 100'));
  const first = recorded();
  process.kill(first?.pid ?? -1, 'SIGKILL');
  await until(() => events.includes('recovered'), 'it is back');
  expect(events).toEqual(['killed by SIGKILL', 'recovered']);
  expect(recorded()?.pid).not.toBe(first?.pid);
});

test('a stop during the wait for a restart leaves it ended', async () => {
  await start(aPlan('touch ready; exec sleep 100'));
  process.kill(recorded()?.pid ?? -1, 'SIGKILL');
  await until(() => events.length > 0, 'its end is noticed');
  await running?.stop();
  expect(recorded()).toBeUndefined();
  expect(events).toEqual(['killed by SIGKILL']);
});

test('one that ends during its start says how, with the end of its log', async () => {
  await expect(start(aPlan('echo no such table; exit 3'))).rejects.toThrow(
    /Program ended during its start \(exit code 3\)\.\n {2}\| no such table\nThe whole log is/,
  );
  expect(recorded()).toBeUndefined();
});

test('one that is never ready is stopped, and the time it was given is named', async () => {
  await expect(start(aPlan('exec sleep 100', { startTimeoutMs: 200 }))).rejects.toThrow('was not ready within 0.2 s');
  expect(recorded()).toBeUndefined();
});

test('one that ignores polite signals is killed', async () => {
  const stopSignals = [
    { signal: 'SIGTERM', waitMs: 200 },
    { signal: 'SIGKILL', waitMs: 5_000 },
  ] as const;
  await start(aPlan(`trap '' TERM; touch ready; while :; do sleep 0.05; done`, { stopSignals }));
  const identity = recorded();
  await running?.stop();
  expect(identity && isRunning(identity)).toBe(false);
});

test('a program that is not there is named', async () => {
  writeFileSync(join(home, 'program.log'), '');
  await expect(start(aPlan('', { command: '/nowhere/program' }))).rejects.toThrow('spawn /nowhere/program ENOENT');
});
