import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../error-details.ts';
import { isRunning, type ProcessIdentity } from './process-identity.mjs';

/** Signals in the order in which they are tried, each with the time it is given. */
export type StopSignals = ReadonlyArray<{ readonly signal: NodeJS.Signals; readonly waitMs: number }>;

export const POLITE_STOP: StopSignals = [
  { signal: 'SIGTERM', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * Stops exactly this process, never a later one with its number. Resolves once it is gone, with the signal that did it,
 * or with undefined when it was not running. Throws when it outlives the last signal.
 */
export async function stopProcess(
  identity: ProcessIdentity,
  signals: StopSignals = POLITE_STOP,
): Promise<NodeJS.Signals | undefined> {
  if (!isRunning(identity)) return undefined;
  for (const { signal, waitMs } of signals) {
    send(identity.pid, signal);
    if (await goneWithin(identity, waitMs)) return signal;
  }
  throw new Error(`process ${identity.pid} does not stop; end it by hand`);
}

/**
 * Ends what is left of the process group of a leader that ended just now. Later is not safe: once a group is empty, its
 * number may be given to another.
 */
export function endGroup(leader: number): void {
  if (process.platform !== 'win32') return send(-leader, 'SIGKILL');
  try {
    execFileSync('taskkill', ['/PID', String(leader), '/T', '/F'], { stdio: 'ignore' });
  } catch {
    // Nothing of it is left.
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

async function goneWithin(identity: ProcessIdentity, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  while (isRunning(identity)) {
    if (Date.now() > deadline) return false;
    await pause(20);
  }
  return true;
}
