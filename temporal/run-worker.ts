import { createChangeActivities } from '../activities/changes/create-change-activities.ts';
import { createNumbersActivities } from '../activities/dnc/create-numbers-activities.ts';
import { createRegistryActivities } from '../activities/dnc/create-registry-activities.ts';
import { createImportActivities } from '../activities/imports/create-import-activities.ts';
import { createLedgerActivities } from '../activities/ledger/create-ledger-activities.ts';
import { createTenantRules } from '../activities/screening/tenant-rules.ts';
import { connectDatabase } from '../database/connect.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { placesOf } from '../numbering/places.ts';
import { zoneTable } from '../numbering/zones.ts';
import { createRegistry } from '../registry/create-registry.ts';
import { createFileStore } from '../storage/create-file-store.ts';
import { connectTemporal, dataConverter } from './client.ts';
import { temporalAccess } from './client-access.ts';
import { composeActivities } from './compose-activities.ts';
import { readWorkerConfig } from './config.ts';
import { startHealthServer } from './health-server.ts';
import { createLog } from './log.ts';
import { installRuntime } from './runtime.ts';
import { startSealing } from './seal-ledger.ts';
import { startWorkers } from './start-workers.ts';
import { bundleWorkflows } from './workflow-bundle.ts';
import type { EngineActivities } from '../activities/interface.ts';
import type { WorkerConfig } from './config.ts';

/**
 * The worker's process: builds everything from the environment, polls every queue, and ends when it was told to and what
 * was running has ended. `wrap` may change the engine's activities: crash tests break guarantees on purpose with it.
 */
export async function runWorker(
  env: NodeJS.ProcessEnv,
  wrap: (activities: EngineActivities, config: WorkerConfig) => EngineActivities = (activities) => activities,
): Promise<void> {
  const config = readWorkerConfig(env);
  const { storage } = config;
  const log = createLog(config);
  const { metricsUrl } = await installRuntime(log);
  const keyring = createKeyring(config.RINGFENCE_KEYS, config.RINGFENCE_HMAC_KEY);
  const temporal = {
    ...{ address: config.TEMPORAL_ADDRESS, namespace: config.TEMPORAL_NAMESPACE },
    access: temporalAccess(env),
    publicUrl: config.PUBLIC_URL,
  };
  const client = connectTemporal(temporal, keyring);
  const database = await connectDatabase(config.DATABASE_URL, { poolSize: config.DATABASE_POOL });
  const bundle = await bundleWorkflows();

  const registry = createRegistry({ root: config.registryFolder });
  const rules = createTenantRules();
  const running = await startWorkers(
    client,
    temporal,
    {
      namespace: temporal.namespace,
      dataConverter: dataConverter(keyring),
      bundle,
      activities: wrap(composeActivities(config, { client, database, keyring, registry, rules, log }), config),
      importActivities: {
        ...createChangeActivities({
          database,
          keyring,
          registry,
          numbering: { placesOf, zones: zoneTable() },
          clock: { now: () => Date.now() },
        }),
        ...createLedgerActivities({
          database,
          files: createFileStore(storage),
          clock: { now: () => Date.now() },
        }),
        ...createImportActivities({
          database,
          keys: { sealing: config.RINGFENCE_KEYS, index: config.RINGFENCE_HMAC_KEY },
          files: createFileStore(storage),
          storage,
          clock: { now: () => Date.now() },
          keyring,
          registry,
          rules,
          logger: log,
        }),
        ...createNumbersActivities({
          database,
          files: createFileStore(storage),
          keyring,
          temporal: client,
          clock: { now: () => Date.now() },
        }),
        ...createRegistryActivities({
          database,
          files: createFileStore(storage),
          storage,
          root: config.registryFolder,
          clock: { now: () => Date.now() },
        }),
      },
      dialSlots: config.DIAL_SLOTS,
      graceMs: config.WORKER_GRACE_MS,
    },
    log,
  );
  const health = await startHealthServer({
    host: config.WORKER_METRICS_HOST,
    port: config.WORKER_METRICS_PORT,
    buildId: bundle.buildId,
    workers: running.workers,
    coreMetricsUrl: metricsUrl,
  });
  const clock = { now: () => Date.now() };
  const sealing = config.LEDGER_SEALING === 'on' ? startSealing({ database, keyring, clock, logger: log }) : undefined;
  log.info({ buildId: bundle.buildId, port: config.WORKER_METRICS_PORT }, 'worker ready');

  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  try {
    await running.ended;
  } catch (error) {
    log.fatal({ err: error }, 'a worker ended');
    process.exitCode = 1;
  }
  await sealing?.stop();
  health.close();
  health.closeAllConnections();
  await client.connection.close();
  await database.close();

  async function stop(signal: string): Promise<void> {
    // Asked twice: whoever asks will not wait. What was under way is found by the reconciler.
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping: running tasks may end');
    await running.stop().catch(() => undefined);
  }
}
