import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answers } from '../../launcher/processes/http-health.ts';
import { ROOT } from '../../launcher/state/state-folder.ts';
import type { ProcessPlan } from '../../launcher/processes/supervisor.ts';

export interface SpawnedProcess {
  readonly name: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** The signal (SIGTERM), then SIGKILL after the wait (milliseconds). */
  stop(signal?: NodeJS.Signals, waitMs?: number): Promise<void>;
}

export type SpawnPlan = Pick<
  ProcessPlan,
  'name' | 'command' | 'args' | 'env' | 'logFile' | 'isHealthy' | 'cwd' | 'user'
>;

/** One of the product's own processes, on this Node. */
export function nodePlan(
  name: string,
  file: string,
  env: NodeJS.ProcessEnv,
  folder: string,
  healthPort: number,
): SpawnPlan {
  return {
    name,
    cwd: ROOT,
    command: process.execPath,
    args: ['--no-warnings', join(ROOT, file)],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    logFile: join(folder, `${name}.log`),
    isHealthy: () => answers(`http://127.0.0.1:${healthPort}/health`),
  };
}

/** Starts and waits until it answers. @throws with the end of its log when it does not within a minute. */
export async function spawnProcess(plan: SpawnPlan): Promise<SpawnedProcess> {
  const log = openSync(plan.logFile, 'a');
  const child = spawn(plan.command, [...plan.args], {
    ...plan.user,
    cwd: plan.cwd,
    env: plan.env,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  // A stand that fails leaves nothing behind.
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const handle: SpawnedProcess = {
    name: plan.name,
    pid: child.pid ?? -1,
    child,
    async stop(signal = 'SIGTERM', waitMs = 10_000) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), waitMs);
      await ended;
      clearTimeout(timer);
    },
  };
  const deadline = Date.now() + 60_000;
  while (!(await plan.isHealthy())) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await handle.stop();
      throw new Error(`${plan.name} did not start:\n${readFileSync(plan.logFile, 'utf8').slice(-3_000)}`);
    }
    await pause(50);
  }
  return handle;
}
