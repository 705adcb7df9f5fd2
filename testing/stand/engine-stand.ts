import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { connectDatabase, type Database } from '../../database/connect.ts';
import { migrate } from '../../database/migrate.ts';
import { CarrierLogEntry } from '../../dev-carrier/contract.ts';
import { createKeyring, type Keyring } from '../../keyring/keyring.ts';
import { answers } from '../../launcher/processes/http-health.ts';
import {
  OWNER_ROLE,
  ownerUrl,
  type PostgresSettings,
  postgresPlan,
  prepareCluster,
} from '../../launcher/plans/postgres.ts';
import { WEBHOOKS } from '../../launcher/installation.ts';
import { requirePostgres } from '../../launcher/servers/postgres-binaries.ts';
import type { ProcessPlan } from '../../launcher/processes/supervisor.ts';
import { locateProductionTemporal } from '../../launcher/servers/temporal-production.ts';
import { createNamespace, productionTemporalPlan } from '../../launcher/plans/temporal-production.ts';
import { createTerminal } from '../../launcher/terminal.ts';
import { temporalPlan } from '../../launcher/plans/temporal.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { registerSearchAttributes } from '../../temporal/search-attributes.ts';
import { QUEUES, searchAttributes, WORKFLOWS, workflowIds } from '../../workflows/contract.ts';
import { TypedSearchAttributes } from '@temporalio/common';
import type { campaign } from '../../workflows/campaign.ts';
import { freePort } from '../free-port.ts';
import { isMediaProcess, mediaPlans, type MediaProcess } from './media-plans.ts';
import { openReportDesk } from './report-desk.ts';
import type { Seeded } from './seed-campaign.ts';
import { nodePlan, spawnProcess, type SpawnedProcess } from './spawn-process.ts';

export type StandProcess = 'postgres' | 'temporal' | 'dev-carrier' | 'api' | 'worker' | 'second-worker' | MediaProcess;

export interface EngineStand {
  readonly folder: string;
  /** The stand's own Postgres: its folder, port and owner. */
  readonly cluster: PostgresSettings;
  readonly database: Database;
  readonly keyring: Keyring;
  readonly client: Client;
  readonly environment: Record<string, string>;
  readonly temporalAddress: string;
  readonly carrierUrl: string;
  /** By name: postgres, temporal, dev-carrier, worker. A process that was killed is replaced by starting it again. */
  readonly processes: Map<string, SpawnedProcess>;
  start(name: StandProcess): Promise<SpawnedProcess>;
  startCampaign(seeded: Seeded): Promise<void>;
  /** The carrier's own log: what tests judge by. */
  carrierLog(): CarrierLogEntry[];
  stop(): Promise<void>;
}

/** Eight ports in a row; the server's parts find each other by them. */
const PRODUCTION_FIRST_PORT = 25_100;
const STOP_ORDER = ['worker', 'second-worker', 'voice-worker', 'dev-carrier', 'livekit', 'api', 'temporal'];

export interface StandOptions {
  /** Fake ring and talk times are divided by this. */
  speed: number;
  seed: string;
  /** Worker settings beyond the addresses. */
  worker?: Record<string, string>;
  /** Another worker's main, from the root. */
  workerFile?: string;
  /** The real API takes the carrier's reports, instead of a desk in this process. */
  api?: boolean;
  /** LiveKit and a voice worker too, for calls of the `loopback` carrier. Needs the real API. */
  media?: boolean;
  /** The Temporal server of production on the stand's Postgres, instead of the development server on SQLite. */
  production?: boolean;
}

/**
 * Postgres, Temporal, the development carrier with `fake` calls and one worker: everything that the engine needs without
 * media, each a process of its own on free ports in a temporary folder.
 */
export async function startEngineStand(options: StandOptions): Promise<EngineStand> {
  const folder = mkdtempSync(join(tmpdir(), 'ringfence-stand-'));
  // Root's Postgres runs as `nobody`, who cannot enter a folder of mode 0700.
  const home = mkdtempSync('/var/tmp/ringfence-stand-');
  chmodSync(home, 0o711);
  const cluster = {
    binaries: requirePostgres(),
    dataFolder: join(home, 'data'),
    logFile: join(folder, 'postgres.log'),
    port: await freePort(),
    ownerPassword: randomBytes(12).toString('hex'),
    durable: true,
  };
  await prepareCluster(cluster);
  const processes = new Map<string, SpawnedProcess>([['postgres', await spawnProcess(postgresPlan(cluster))]]);
  const appPassword = randomBytes(12).toString('hex');
  await migrate(ownerUrl(cluster, 'postgres'), { appPassword });
  const appUrl = new URL(ownerUrl(cluster, 'postgres'));
  appUrl.username = 'ringfence_app';
  appUrl.password = appPassword;
  const database = await connectDatabase(appUrl.href, { poolSize: 10 });

  const key = () => randomBytes(32).toString('base64');
  const keys = { sealing: JSON.stringify({ current: 'k1', keys: { k1: key() } }), index: key() };
  const keyring = createKeyring(keys.sealing, keys.index);
  const ports = {
    temporal: options.production ? PRODUCTION_FIRST_PORT : await freePort(),
    ui: await freePort(),
    carrier: await freePort(),
    desk: await freePort(),
    worker: await freePort(),
    secondWorker: await freePort(),
  };
  const token = randomBytes(32).toString('base64url');
  const temporalAddress = `127.0.0.1:${ports.temporal}`;
  const carrierUrl = `http://127.0.0.1:${ports.carrier}`;
  const carrierLogFile = join(folder, 'carrier.jsonl');
  const environment = {
    DATABASE_URL: appUrl.href,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: 'default',
    RINGFENCE_KEYS: keys.sealing,
    RINGFENCE_HMAC_KEY: keys.index,
    DEV_CARRIER_URL: carrierUrl,
    DEV_CARRIER_PORT: String(ports.carrier),
    DEV_CARRIER_LOG: carrierLogFile,
    DEV_CARRIER_SEED: options.seed,
    DEV_CARRIER_SPEED: String(options.speed),
    DEV_CARRIER_REPORT_URL: `http://127.0.0.1:${ports.desk}${WEBHOOKS.devCarrier}`,
    DEV_CARRIER_REPORT_TOKEN: token,
    API_PORT: String(ports.desk),
    WORKER_TOKEN: token,
    JWT_SECRET: randomBytes(32).toString('base64url'),
    STORAGE_DIR: join(folder, 'files'),
    WORKER_METRICS_PORT: String(ports.worker),
    LOG_LEVEL: 'warn',
    ...options.worker,
  };
  const media = options.media ? await mediaPlans(folder, ports.desk, token) : undefined;
  Object.assign(environment, media?.environment);
  const plans = {
    postgres: () => postgresPlan(cluster),
    temporal: () => {
      mkdirSync(join(folder, 'temporal'), { recursive: true });
      return options.production
        ? productionPlan(folder, ports.temporal, cluster)
        : temporalPlan({
            binary: temporalBinary(),
            folder: join(folder, 'temporal'),
            logFile: join(folder, 'temporal.log'),
            port: ports.temporal,
            uiPort: ports.ui,
            namespace: 'default',
          });
    },
    'dev-carrier': () => ({
      ...nodePlan('dev-carrier', 'dev-carrier/main.ts', environment, folder, ports.carrier),
      isHealthy: () => answers(`${carrierUrl}/health`),
    }),
    api: () => nodePlan('api', 'api/main.ts', environment, folder, ports.desk),
    worker: () => nodePlan('worker', options.workerFile ?? 'temporal/worker.ts', environment, folder, ports.worker),
    'second-worker': () => {
      const env = { ...environment, WORKER_METRICS_PORT: String(ports.secondWorker) };
      return nodePlan('second-worker', 'temporal/worker.ts', env, folder, ports.secondWorker);
    },
  };
  const start = async (name: StandProcess) => {
    const plan = isMediaProcess(name) ? media?.plan(name, environment) : plans[name]();
    if (!plan) throw new Error(`this stand has no ${name}`);
    const process = await spawnProcess(await plan);
    processes.set(name, process);
    return process;
  };
  await start('temporal');
  if (options.production) await createNamespace(temporalAddress, 'default');
  const client = connectTemporal({ address: temporalAddress, namespace: 'default' }, keyring);
  await registerSearchAttributes(client);
  const desk = options.api ? undefined : await openReportDesk(ports.desk, client);
  if (options.api) await start('api');
  if (media) await start('livekit');
  await start('dev-carrier');
  await start('worker');
  if (media) await start('voice-worker');
  return {
    folder,
    cluster,
    database,
    keyring,
    client,
    environment,
    temporalAddress,
    carrierUrl,
    processes,
    start,
    async startCampaign({ tenantId, campaignId }) {
      await client.workflow.start<typeof campaign>(WORKFLOWS.campaign, {
        workflowId: workflowIds.campaign(campaignId),
        taskQueue: QUEUES.campaigns,
        args: [{ tenantId, campaignId }],
        typedSearchAttributes: new TypedSearchAttributes([
          { key: searchAttributes.tenant, value: tenantId },
          { key: searchAttributes.campaign, value: campaignId },
          { key: searchAttributes.state, value: 'running' },
        ]),
      });
    },
    carrierLog: () =>
      readFileSync(carrierLogFile, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => CarrierLogEntry.parse(JSON.parse(line))),
    async stop() {
      for (const name of STOP_ORDER) await processes.get(name)?.stop();
      desk?.closeAllConnections();
      desk?.close();
      await client.connection.close();
      await database.close();
      await processes.get('postgres')?.stop('SIGINT');
      rmSync(folder, { recursive: true, force: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function productionPlan(
  folder: string,
  firstPort: number,
  cluster: { port: number; ownerPassword: string },
): Promise<ProcessPlan> {
  return productionTemporalPlan({
    binaries: await locateProductionTemporal(createTerminal()),
    folder: join(folder, 'temporal'),
    logFile: join(folder, 'temporal.log'),
    firstPort,
    postgres: { port: cluster.port, user: OWNER_ROLE, password: cluster.ownerPassword },
  });
}

function temporalBinary(): string {
  const binary = process.env['RINGFENCE_TEMPORAL_BIN'];
  if (binary === undefined)
    throw new Error('RINGFENCE_TEMPORAL_BIN names no Temporal server: run this by `npm test` or `npm run`');
  return binary;
}
