import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { connectDatabase } from '../database/connect.ts';
import { createEgress } from '../egress/egress.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { standardOutput } from '../logging/standard-output.ts';
import { zoneTable } from '../numbering/zones.ts';
import { createTenantRules } from '../activities/screening/tenant-rules.ts';
import { createRegistry } from '../registry/create-registry.ts';
import { createFileStore } from '../storage/create-file-store.ts';
import { connectTemporal } from '../temporal/client.ts';
import { temporalAccess } from '../temporal/client-access.ts';
import { announceSetup } from './announce-setup.ts';
import { createApp } from './app.ts';
import { callRoomsOf, fakeCarrierOf } from './call-rooms.ts';
import { readConfig } from './config.ts';
import type { ApiDependencies } from './dependencies.ts';
import { createWakeUps } from './effects/wake-waiting-campaigns.ts';
import { createMetrics } from './http/metrics.ts';
import { REDACTED } from './http/redaction.ts';
import { createCampaignCounter } from './routes/campaigns/campaign-counts.ts';
import { createLiveVoices } from './routes/catalogues/live-voices.ts';
import { createMediaServerVersion } from './routes/health/media-server-version.ts';
import { createAgentVersions } from './sse/agent-versions.ts';
import { createEventFeed } from './sse/event-feed.ts';
import { startHousekeeping } from './housekeeping.ts';
import { startLedgerWatch } from './ledger-watch.ts';
import { startRegistryWatch } from './registry-watch.ts';

const config = readConfig(process.env);
const log = pino({ level: config.logLevel, base: { process: 'api' }, redact: REDACTED }, standardOutput());
const keyring = createKeyring(config.keys.sealing, config.keys.hmac);
const database = await connectDatabase(config.databaseUrl, { poolSize: config.databasePoolSize });
const temporal = connectTemporal(
  { ...config.temporal, publicUrl: config.publicUrl, access: temporalAccess(process.env) },
  keyring,
);
const feed = createEventFeed(database, log);
const agentVersions = createAgentVersions(config.databaseUrl, log);
await agentVersions.start();

const egress = createEgress(config.providerAllowedHosts);
const metrics = createMetrics();
const stop = new AbortController();
setMaxListeners(0, stop.signal);
const deps: ApiDependencies = {
  config,
  database,
  keyring,
  temporal,
  zones: zoneTable(),
  files: createFileStore(config.storage),
  registry: createRegistry({ root: config.registryFolder }),
  rooms: callRoomsOf(config),
  fakeCarrier: fakeCarrierOf(config),
  rules: createTenantRules(),
  feed,
  agentVersions,
  egress,
  liveVoices: createLiveVoices(egress),
  mediaServerVersion: createMediaServerVersion(config, () => Date.now()),
  campaignCounter: createCampaignCounter({ database, log, nowMs: () => performance.now() }),
  wakeUps: createWakeUps({ database, temporal, log, patienceMs: config.temporal.patienceMs }),
  metrics,
  log,
  stopping: stop.signal,
  now: () => Date.now(),
};
const app = createApp(deps);
const housekeeping = startHousekeeping(database, log);
const registryWatch = startRegistryWatch({ database, metrics, log, now: () => Date.now() });
const ledgerWatch = startLedgerWatch({ database, metrics, log, now: () => Date.now() });
const server = createServer({ requestTimeout: 0, headersTimeout: 20_000 }, app);
server.listen(config.port, config.host, () => log.info({ port: config.port }, 'the API answers'));
await announceSetup(database, config, (line) => process.stdout.write(`${line}\n`));

closeWithGrace({ delay: 15_000, logger: false }, async ({ signal, err }) => {
  if (err) log.fatal({ err }, 'the API ends because of an error nobody expected');
  else log.info({ signal }, 'the API is stopping');
  const closed = new Promise((resolve) => server.close(resolve));
  housekeeping.stop();
  registryWatch.stop();
  ledgerWatch.stop();
  // Streams end first: they would hold the server open for ever.
  stop.abort();
  await feed.close();
  await agentVersions.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
  await closed;
  await temporal.connection.close();
  await database.close();
});
