import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { EngineStand } from '../../testing/stand/engine-stand.ts';
import type { StartBare } from './bare-worker.ts';
import { bareEnded } from './bare-workflow.ts';

export interface BareRunner {
  readonly pid: number;
  /** Runs that many bare calls at the rate a second; resolves when the last has ended. */
  run(count: number, times: { dialMs: number; talkMs: number; startDelayMs: number; rate: number }): Promise<string[]>;
  stop(): void;
}

/** Starts the bare worker's process and plays the carrier for it: a signal `talkMs` after each dial. */
export async function startBareRunner(stand: EngineStand): Promise<BareRunner> {
  const child = fork(join(import.meta.dirname, 'bare-worker.ts'), {
    env: { ...process.env, ...stand.environment },
    execArgv: ['--no-warnings'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', () => reject(new Error('the bare worker ended during its start')));
  });
  return {
    pid: child.pid ?? -1,
    async run(count, times) {
      const ids = Array.from({ length: count }, () => `bare:${randomUUID()}`);
      const ended: Promise<unknown>[] = [];
      const allStarted = onStarted(child, count, ({ started }) => {
        ended.push(
          new Promise((resolve) => setTimeout(resolve, times.startDelayMs + times.dialMs + times.talkMs)).then(
            async () => {
              const handle = stand.client.workflow.getHandle(started);
              await handle.signal(bareEnded, { outcome: 'completed' });
              // A task that the server lost is one call less, not the end of the comparison.
              await handle.result().catch(() => undefined);
            },
          ),
        );
      });
      const { dialMs, startDelayMs, rate } = times;
      const order: StartBare = { ids, dialMs, startDelayMs, rate };
      child.send(order);
      await allStarted;
      await Promise.all(ended);
      return ids;
    },
    stop: () => child.kill('SIGKILL'),
  };
}

function onStarted(child: ChildProcess, count: number, take: (message: { started: string }) => void): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    const listen = (message: unknown) => {
      take(message as { started: string });
      seen += 1;
      if (seen < count) return;
      child.off('message', listen);
      resolve();
    };
    child.on('message', listen);
  });
}
