import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../error-details.ts';
import { identify, type ProcessIdentity } from './process-identity.mjs';
import { forgetProcess, recordProcess } from './process-records.ts';
import { endGroup, POLITE_STOP, type StopSignals, stopProcess } from './stop-process.ts';
import type { UnprivilegedUser } from './unprivileged.ts';

/** One process of the system and how it is kept running. */
export interface ProcessPlan {
  readonly name: string;
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly user?: UnprivilegedUser | undefined;
  readonly stopSignals?: StopSignals;
  /** Whether it answers; asked until it does. */
  readonly isHealthy: () => Promise<boolean>;
  readonly startTimeoutMs: number;
}

export interface Supervised {
  readonly name: string;
  stop(): Promise<void>;
}

export interface SupervisorEvents {
  /** It ended although nobody stopped it; it is started again after the wait. */
  ended(plan: ProcessPlan, how: string, restartInMs: number): void;
  recovered(plan: ProcessPlan): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Having run this long, a process counts as well again and the next wait is short. */
const STABLE_AFTER_MS = 60_000;
const HEALTH_POLL_MS = 100;
const LAST_LINES = 12;

/**
 * Starts the process, resolves once it is healthy, and from then on starts it again whenever it ends. Throws when the
 * first start fails; then nothing of it is left.
 */
export async function supervise(plan: ProcessPlan, processes: string, events: SupervisorEvents): Promise<Supervised> {
  const stopped = new AbortController();
  let current = launch(plan, processes);

  const stop = async () => {
    stopped.abort();
    await end(plan, processes, current);
  };

  const keepRunning = async () => {
    let waitMs = FIRST_WAIT_MS;
    while (!stopped.signal.aborted) {
      const startedAt = Date.now();
      const how = await current.ended;
      if (stopped.signal.aborted) return;
      waitMs = Date.now() - startedAt > STABLE_AFTER_MS ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS);
      await end(plan, processes, current);
      events.ended(plan, how, waitMs);
      await pause(waitMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (stopped.signal.aborted) return;
      current = launch(plan, processes);
      const failure = await untilHealthy(plan, current).catch(messageOf);
      if (failure === undefined) events.recovered(plan);
    }
  };

  try {
    await untilHealthy(plan, current);
  } catch (error) {
    await stop();
    throw error;
  }
  const running = keepRunning();
  return { name: plan.name, stop: () => stop().then(() => running) };
}

interface Launched {
  readonly child: ChildProcess;
  readonly identity: ProcessIdentity | undefined;
  /** How it ended, in words. */
  readonly ended: Promise<string>;
  /** Where in the log file its own lines begin. */
  readonly logStart: number;
}

function launch(plan: ProcessPlan, processes: string): Launched {
  const log = openSync(plan.logFile, 'a', 0o600);
  const logStart = fstatSync(log).size;
  const child = spawn(plan.command, [...plan.args], {
    ...plan.user,
    cwd: plan.cwd,
    env: plan.env,
    stdio: ['ignore', log, log],
    // Its own process group: Ctrl-C reaches the launcher alone, which stops everything in order.
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(messageOf(error)));
    child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity) recordProcess(processes, plan.name, identity);
  return { child, identity, ended, logStart };
}

async function untilHealthy(plan: ProcessPlan, { ended, child, logStart }: Launched): Promise<void> {
  const deadline = Date.now() + plan.startTimeoutMs;
  for (;;) {
    const healthy = await plan.isHealthy();
    // Asked after the answer: it may have been a stranger's on the same port.
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`${plan.title} ended during its start (${await ended}).\n${endOfLog(plan.logFile, logStart)}`);
    }
    if (healthy) return;
    if (Date.now() > deadline) {
      throw new Error(
        `${plan.title} was not ready within ${plan.startTimeoutMs / 1000} s.\n${endOfLog(plan.logFile, logStart)}`,
      );
    }
    await pause(HEALTH_POLL_MS);
  }
}

/** The last lines of what it said, and where the rest is. */
function endOfLog(file: string, from: number): string {
  const lines = readFileSync(file).subarray(from).toString().split('\n').filter(isTelling).slice(-LAST_LINES);
  return [...lines.map((line) => `  | ${line}`), `The whole log is ${file}`].join('\n');
}

/** Stack frames and empty lines push the reason out of sight. */
function isTelling(line: string): boolean {
  return line.trim() !== '' && !/^\s+at /.test(line);
}

async function end(plan: ProcessPlan, processes: string, { identity }: Launched): Promise<void> {
  if (identity) {
    await stopProcess(identity, plan.stopSignals ?? POLITE_STOP);
    endGroup(identity.pid);
  }
  forgetProcess(processes, plan.name);
}
