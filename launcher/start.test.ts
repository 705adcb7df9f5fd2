import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ChildScript, until, watch } from '../testing/child-scripts.ts';
import { MARK, stopLeftOvers } from './processes/left-overs.ts';
import { holderOf } from './state/lock.mjs';
import { openStateFolder, ROOT } from './state/state-folder.ts';

const BASE = '21400';
const READY_MS = 120_000;
let home: string;
const launchers: ChildProcess[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'start-'));
  chmodSync(home, 0o711);
});

afterEach(async () => {
  for (const launcher of launchers.splice(0)) launcher.kill('SIGKILL');
  await stopLeftOvers(openStateFolder({ RINGFENCE_STATE_DIR: home }));
  rmSync(home, { recursive: true, force: true });
});

/** `npm start` without npm: the bootstrap and the launcher that it hands over to. */
function start(): ChildScript {
  const child = spawn(process.execPath, ['launcher/bootstrap.mjs', 'start', '--no-demo'], {
    cwd: ROOT,
    env: { ...process.env, RINGFENCE_STATE_DIR: home, RINGFENCE_PORT_BASE: BASE, XDG_CACHE_HOME: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  launchers.push(child);
  return watch(child);
}

async function ready(launcher: ChildScript): Promise<void> {
  await until(() => launcher.output().includes('Ready after'), `it is ready; so far: ${launcher.output()}`, READY_MS);
}

const launcherPid = () => holderOf(join(home, 'launcher.lock'))?.pid ?? -1;

/** Everything that a start of this state folder began, however deep. */
function processes(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${MARK}=${home}`);
    } catch {
      return false;
    }
  });
}

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux(
  'a killed launcher leaves processes; the next start ends them, and Ctrl-C then leaves none',
  async () => {
    const first = start();
    await ready(first);
    const killed = processes();
    expect(killed.length).toBeGreaterThanOrEqual(7);

    const second = start();
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output()).toContain(`This checkout is running already (process ${launcherPid()})`);

    process.kill(launcherPid(), 'SIGKILL');
    await first.ended;
    expect(processes()).toEqual(killed);

    const third = start();
    await ready(third);
    expect(third.output()).toMatch(/Stopped what an earlier start left running: .*postgres/);
    expect(processes().filter((pid) => killed.includes(pid))).toEqual([]);

    third.kill('SIGINT');
    expect(await third.ended).toEqual({ code: 0, signal: null });
    expect(processes()).toEqual([]);
  },
  300_000,
);

onLinux(
  'a launcher whose parent was killed in the middle of a start takes back what was started',
  async () => {
    const launcher = start();
    await until(() => launcher.output().includes('Temporal on port'), 'Temporal is up', READY_MS);
    const pid = launcherPid();
    launcher.kill('SIGKILL');
    await until(() => launcherPid() === -1, 'the launcher has ended', 60_000);
    expect(pid).toBeGreaterThan(0);
    expect(processes()).toEqual([]);
  },
  300_000,
);
