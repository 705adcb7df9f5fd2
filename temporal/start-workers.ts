import { setTimeout as pause } from 'node:timers/promises';
import { isGrpcServiceError } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { TemporalSettings } from './client.ts';
import { adoptStrandedCalls, makeCurrent } from './deployments.ts';
import { ensureReconciler } from './ensure-reconciler.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { createWorkers, DEPLOYMENTS, type WorkerSettings } from './workers.ts';

const SERVER_TIMEOUT_MS = 120_000;
const HOUSEKEEPING_EVERY_MS = 60_000;

export interface RunningWorkers {
  workers: readonly Worker[];
  /** Settles when all have stopped; rejects when one could not go on. */
  ended: Promise<void>;
  /** Stops polling, lets running tasks end within the grace, resolves when all have stopped. */
  stop(): Promise<void>;
}

/**
 * Waits for the server, registers what workflows are found by, polls every queue, makes this build the current one, and
 * sees to it every minute that the reconciler runs and that no call waits for a build which is gone.
 */
export async function startWorkers(
  client: Client,
  { address, access }: Pick<TemporalSettings, 'address' | 'access'>,
  settings: Omit<WorkerSettings, 'connection'>,
  log: Logger,
): Promise<RunningWorkers> {
  await whenTheServerAnswers(() => registerSearchAttributes(client), log);
  const connection = await NativeConnection.connect({ address, ...access });
  const workers = await createWorkers({ ...settings, connection });
  const ended = Promise.all(workers.map((worker) => worker.run())).then(() => connection.close());
  // A Worker that fails while the versions are set must not end the process as an unhandled rejection.
  ended.catch(() => undefined);
  const { buildId } = settings.bundle;
  await Promise.all(DEPLOYMENTS.map(({ name }) => makeCurrent(client, name, buildId)));
  const keepHouse = async () => {
    try {
      await ensureReconciler(client);
      const moved = await adoptStrandedCalls(client, buildId);
      if (moved > 0) log.info({ moved, buildId }, 'calls of builds without workers go on with this build');
    } catch (error) {
      log.warn({ error }, 'housekeeping at the Temporal server failed; tried again in a minute');
    }
  };
  await keepHouse();
  const housekeeping = setInterval(() => void keepHouse(), HOUSEKEEPING_EVERY_MS);
  return {
    workers,
    ended,
    async stop() {
      clearInterval(housekeeping);
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}

async function whenTheServerAnswers(ask: () => Promise<void>, log: Logger): Promise<void> {
  const deadline = Date.now() + SERVER_TIMEOUT_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isGrpcServiceError(error) || Date.now() > deadline) throw error;
      log.info({ code: error.code }, 'waiting for the Temporal server');
      await pause(1_000);
    }
  }
}
