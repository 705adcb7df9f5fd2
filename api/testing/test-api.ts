import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { connectDatabase } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { createEgress } from '../../egress/egress.ts';
import { createKeyring, type Keyring } from '../../keyring/keyring.ts';
import { zoneTable } from '../../numbering/zones.ts';
import { createTenantRules } from '../../activities/screening/tenant-rules.ts';
import { createRegistry } from '../../registry/create-registry.ts';
import { createFileStore } from '../../storage/create-file-store.ts';
import { dataConverter, type TemporalSettings } from '../../temporal/client.ts';
import { Client, Connection } from '@temporalio/client';
import { PATIENCE_MS } from '../../testing/eventually.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { createApp } from '../app.ts';
import { issueAccessToken } from '../auth/access-tokens.ts';
import type { Principal } from '../auth/principal.ts';
import { type ApiConfig, readConfig } from '../config.ts';
import { callRoomsOf, fakeCarrierOf } from '../call-rooms.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { createWakeUps } from '../effects/wake-waiting-campaigns.ts';
import { createMetrics } from '../http/metrics.ts';
import { createCampaignCounter } from '../routes/campaigns/campaign-counts.ts';
import { createLiveVoices } from '../routes/catalogues/live-voices.ts';
import { createMediaServerVersion } from '../routes/health/media-server-version.ts';
import { createAgentVersions } from '../sse/agent-versions.ts';
import { createEventFeed } from '../sse/event-feed.ts';

export const WORKER_TOKEN = 'test-worker-token-of-thirty-two-characters';

/** Tests look into bodies of every shape; that the shapes are the declared ones is checked as they are answered. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export interface Sent {
  method?: string;
  body?: unknown;
  /** Sent as it is, with the content type of the headers. */
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  token?: string | null;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON body; undefined when there is none. */
  body: Json;
}

export interface TestTenant {
  id: TenantId;
  /** An access token of somebody with this role. */
  token(role: Principal['role']): Promise<string>;
  /** Sends as this role (owner unless told). */
  send(path: string, sent?: Sent & { as?: Principal['role'] }): Promise<Answer>;
}

export interface TestApi {
  url: string;
  deps: ApiDependencies;
  database: TestDatabase;
  send(path: string, sent?: Sent): Promise<Answer>;
  /** As the installation's own process. */
  asWorker(path: string, sent?: Sent): Promise<Answer>;
  tenant(settings?: { clockOffsetMs?: number; name?: string }): Promise<TestTenant>;
  close(): Promise<void>;
}

/** The whole API over a database of its own, listening on a free port. Temporal is away unless an address is given. */
export async function startTestApi(
  change: { config?: (config: ApiConfig) => ApiConfig; temporalAddress?: string; now?: () => number } = {},
): Promise<TestApi> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'ringfence-api-'));
  const parsed = readConfig({
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: change.temporalAddress ?? '127.0.0.1:1',
    TEMPORAL_PATIENCE_MS: '300',
    RINGFENCE_KEYS: JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } }),
    RINGFENCE_HMAC_KEY: randomBytes(32).toString('base64'),
    JWT_SECRET: randomBytes(32).toString('base64'),
    WORKER_TOKEN,
    STORAGE_DIR: folder,
    REGISTRY_FOLDER: join(folder, 'registry'),
    CORS_ORIGINS: 'https://app.example.com',
    RATE_LIMIT_PER_MINUTE: '1000000',
    SIGN_IN_LIMIT_PER_MINUTE: '1000000',
  });
  const config = change.config?.(parsed) ?? parsed;
  const log = pino({ level: process.env['API_TEST_LOG'] ?? 'silent' });
  const keyring = createKeyring(config.keys.sealing, config.keys.hmac);
  const connected = await connectDatabase(config.databaseUrl, { poolSize: 5 });
  const agentVersions = createAgentVersions(config.databaseUrl, log);
  await agentVersions.start();
  const egress = createEgress(config.providerAllowedHosts);
  const temporal = temporalWithoutRetries(config.temporal, keyring);
  const deps: ApiDependencies = {
    config,
    database: connected,
    keyring,
    temporal,
    zones: zoneTable(),
    files: createFileStore(config.storage),
    registry: createRegistry({ root: config.registryFolder, patienceMs: PATIENCE_MS }),
    rooms: callRoomsOf(config),
    fakeCarrier: fakeCarrierOf(config),
    rules: createTenantRules(),
    feed: createEventFeed(connected, log, { pollMs: 25 }),
    agentVersions,
    egress,
    liveVoices: createLiveVoices(egress),
    mediaServerVersion: createMediaServerVersion(config, () => Date.now()),
    campaignCounter: createCampaignCounter({ database: connected, log, nowMs: () => performance.now() }),
    wakeUps: createWakeUps({ database: connected, temporal, log, patienceMs: config.temporal.patienceMs }),
    metrics: createMetrics(),
    log,
    stopping: new AbortController().signal,
    now: change.now ?? (() => Date.now()),
  };
  const server = createServer(createApp(deps, { checkResponses: true }));
  // A kept connection that closes just as the next request is sent would fail that request.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const send = (path: string, sent: Sent = {}) => ask(url, path, sent);
  return {
    url,
    deps,
    database,
    send,
    asWorker: (path, sent = {}) => send(path, { token: WORKER_TOKEN, ...sent }),
    tenant: (settings) => makeTenant(deps, send, settings),
    async close() {
      await deps.feed.close();
      await agentVersions.close();
      await deps.registry.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await deps.temporal.connection.close();
      await connected.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server that is away is told at once, and no retry is left behind when the test ends. */
function temporalWithoutRetries({ address, namespace }: TemporalSettings, keyring: Keyring): Client {
  const connection = Connection.lazy({ address, interceptors: [] });
  return new Client({ connection, namespace, dataConverter: dataConverter(keyring) });
}

async function makeTenant(
  deps: ApiDependencies,
  send: TestApi['send'],
  { clockOffsetMs, name = 'Acme' }: { clockOffsetMs?: number; name?: string } = {},
): Promise<TestTenant> {
  const id = randomUUID() as TenantId;
  const users = new Map<string, string>();
  await deps.database.inTenant(id, async (tx) => {
    await tx.query('insert into tenants (id, slug, name, clock_offset_ms) values ($1, $2, $3, $4)', [
      id,
      `t-${id}`,
      name,
      clockOffsetMs ?? null,
    ]);
    for (const role of ['owner', 'manager', 'compliance', 'operator', 'viewer']) {
      const [user] = await tx.query<{ id: string }>(
        `insert into users (tenant_id, email, name, role, password_hash) values ($1, $2, $3, $3, 'none') returning id`,
        [id, `${role}@${id}.example`, role],
      );
      users.set(role, user?.id ?? '');
    }
  });
  const token = async (role: Principal['role']) =>
    (await issueAccessToken({ tenantId: id, id: users.get(role) ?? '', role }, deps.config.jwtSecret, deps.now()))
      .token;
  return {
    id,
    token,
    send: async (path, { as = 'owner', ...sent } = {}) => send(path, { token: await token(as), ...sent }),
  };
}

async function ask(url: string, path: string, { method, body, raw, headers = {}, token }: Sent): Promise<Answer> {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url + path, {
    method: method ?? (payload === undefined ? 'GET' : 'POST'),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}
