import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import type { EngineActivities } from '../activities/interface.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { dataConverter, failureConverterPath } from '../temporal/client.ts';
import { makeCurrent } from '../temporal/deployments.ts';
import { registerSearchAttributes } from '../temporal/search-attributes.ts';
import { createWorkers, DEPLOYMENTS } from '../temporal/workers.ts';
import { bundleWorkflows, type WorkflowBundle } from '../temporal/workflow-bundle.ts';

export interface TestTemporal {
  /** Seals and opens payloads, as every process of the product does. */
  readonly client: Client;
  /** Sees what the server sees. */
  readonly plainClient: Client;
  readonly address: string;
  readonly keyring: ReturnType<typeof createKeyring>;
  /** Runs the product's workers with these activities until stopped. */
  run(activities: EngineActivities, options?: { buildId?: string; importActivities?: object }): Promise<RunningWorkers>;
  stop(): Promise<void>;
}

export interface RunningWorkers {
  readonly bundle: WorkflowBundle;
  stop(): Promise<void>;
}

export interface TestServer {
  /** False leaves payloads readable: histories are recorded so. */
  sealed?: boolean;
  /** Server settings, `name=value`. */
  dynamicConfig?: string[];
}

/** A development server of its own with the product's codec, search attributes and workers. One a test file. */
export async function startTestTemporal({ sealed = true, dynamicConfig = [] }: TestServer = {}): Promise<TestTemporal> {
  const path = process.env['RINGFENCE_TEMPORAL_BIN'];
  if (path === undefined)
    throw new Error('RINGFENCE_TEMPORAL_BIN names no Temporal server: run the tests by `npm test`');
  installQuietRuntime();
  const keyring = aKeyring();
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      ip: '127.0.0.1',
      log: { format: 'pretty', level: 'error' },
      extraArgs: dynamicConfig.flatMap((setting) => ['--dynamic-config-value', setting]),
    },
  });
  const plainClient = environment.client;
  const converter = sealed ? dataConverter(keyring) : { failureConverterPath };
  const client = new Client({
    connection: environment.connection,
    namespace: 'default',
    dataConverter: converter,
  });
  await registerSearchAttributes(client);
  const running = new Set<RunningWorkers>();
  return {
    client,
    plainClient,
    address: environment.address,
    keyring,
    async run(activities, { buildId, importActivities = {} } = {}) {
      const sources = await bundleWorkflows({ logger: quiet });
      const bundle = { ...sources, buildId: buildId ?? sources.buildId };
      const workers = await createWorkers({
        connection: environment.nativeConnection,
        namespace: 'default',
        dataConverter: converter,
        bundle,
        activities,
        importActivities,
        dialSlots: 100,
        graceMs: 1_000,
      });
      const ended = Promise.all(workers.map((worker) => worker.run()));
      await Promise.all(DEPLOYMENTS.map(({ name }) => makeCurrent(client, name, bundle.buildId)));
      const handle: RunningWorkers = { bundle, stop: () => stopWorkers(workers, ended) };
      running.add(handle);
      return handle;
    },
    async stop() {
      for (const workers of running) await workers.stop();
      await environment.teardown();
    },
  };
}

/** Keys that nobody else has. */
export function aKeyring() {
  const key = () => randomBytes(32).toString('base64');
  return createKeyring(JSON.stringify({ current: 'k1', keys: { k1: key() } }), key());
}

export function anId<T extends string>(): T {
  return randomUUID() as T;
}

const quiet = new DefaultLogger('ERROR', () => undefined);

/** Once a process: the SDK's core writes errors only and leaves signals alone. */
export function installQuietRuntime(): void {
  if (Runtime._instance) return;
  Runtime.install({
    logger: quiet,
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
    shutdownSignals: [],
    workerHeartbeatInterval: 0,
  });
}

async function stopWorkers(workers: Worker[], ended: Promise<unknown>): Promise<void> {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  await ended;
}
