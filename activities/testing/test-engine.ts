import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Client } from '@temporalio/client';
import { connectDatabase, type Database } from '../../database/connect.ts';
import { demonstrationOffsetMs } from '../../database/seeds/demonstration-clock.ts';
import { enrolLeads } from '../../database/engine/enrol-leads.ts';
import type { AgentId, CampaignId, E164, TenantId, TrunkId } from '../../domain/ids.ts';
import type { CallingWindow } from '../../domain/windows.ts';
import { type CarrierName, CONSENT_SCOPES } from '../../domain/vocabulary.ts';
import { type Keyring, SEAL } from '../../keyring/keyring.ts';
import { placesOf } from '../../numbering/places.ts';
import { zoneTable } from '../../numbering/zones.ts';
import { PATIENCE_MS } from '../../testing/eventually.ts';
import { createTestDatabase } from '../../testing/postgres.ts';
import { createRegistry } from '../../registry/create-registry.ts';
import { createActivities } from '../create-activities.ts';
import type { EngineDeps, Logger } from '../deps.ts';
import type { EngineActivities } from '../interface.ts';
import { createTenantRules } from '../screening/tenant-rules.ts';
import { createFakeCarrier } from '../telephony/fake.ts';
import { startTestCarrier, type TestCarrier } from './dev-carrier.ts';

export const zones = zoneTable();
const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** The engine's activities over a database and a carrier of their own. */
export interface TestEngine {
  readonly database: Database;
  readonly deps: EngineDeps;
  readonly activities: EngineActivities;
  readonly carrier: TestCarrier;
  /** Real time plus what tests have added. */
  readonly clock: { now(): number; shiftMs: number };
  /** Everything, past row-level security: what tests judge by. */
  rows<R extends object>(sql: string, parameters?: unknown[]): Promise<R[]>;
  /** Runs a statement in a transaction of its own that stays open from `held` until `until`. */
  holdRow(sql: string, parameters: unknown[], held: () => void, until: Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestEngine({
  temporal,
  keyring,
  carrier,
  changes = {},
}: {
  temporal: Pick<Client, 'workflow'>;
  keyring: Keyring;
  carrier?: TestCarrier;
  changes?: Partial<EngineDeps>;
}): Promise<TestEngine> {
  const created = await createTestDatabase();
  const database = await connectDatabase(created.appUrl, { poolSize: 12 });
  const owner = new pg.Pool({ connectionString: created.ownerUrl, max: 4 });
  owner.on('error', () => undefined);
  owner.on('connect', (client) => client.on('error', () => undefined));
  const ownCarrier = carrier ?? (await startTestCarrier());
  const clock = { shiftMs: 0, now: () => Date.now() + clock.shiftMs };
  const deps: EngineDeps = {
    database,
    keyring,
    temporal,
    rooms: null,
    carriers: { fake: createFakeCarrier(ownCarrier.client) },
    agentName: 'ringfence',
    clock,
    machineClock: { now: () => Date.now() },
    numbering: { placesOf, zones },
    registry: createRegistry({ root: join(tmpdir(), 'ringfence-no-registry'), patienceMs: PATIENCE_MS }),
    rules: createTenantRules(),
    logger: quiet,
    ...changes,
  };
  return {
    database,
    deps,
    activities: createActivities(deps),
    carrier: ownCarrier,
    clock,
    rows: async (sql, parameters = []) => (await owner.query(sql, parameters)).rows,
    async holdRow(sql, parameters, held, until) {
      const client = await owner.connect();
      try {
        await client.query('begin');
        await client.query(sql, parameters);
        held();
        await until;
        await client.query('commit');
      } finally {
        client.release();
      }
    },
    async stop() {
      if (!carrier) await ownCarrier.stop();
      await database.close();
      await owner.end();
      await created.drop();
    },
  };
}

/** A tenant whose rules run at 12:20 on a Tuesday in New York, whatever the hour is where the test runs. */
export async function aTenant(
  engine: TestEngine,
  { maxConcurrentCalls = 1000, attemptsPerDay = 10 }: { maxConcurrentCalls?: number; attemptsPerDay?: number } = {},
): Promise<TenantId> {
  const id = randomUUID() as TenantId;
  await engine.rows(
    `insert into tenants (id, slug, name, clock_offset_ms, max_concurrent_calls, attempts_per_number_per_day, attempts_per_lead_per_day)
     values ($1, $2, 'Test', $3, $4, $5, $5)`,
    [id, `t-${id.slice(0, 8)}`, demonstrationOffsetMs(zones, engine.clock.now()), maxConcurrentCalls, attemptsPerDay],
  );
  return id;
}

export async function aTrunk(
  engine: TestEngine,
  {
    tenantId = null,
    carrier = 'fake',
    callsPerSecond = 1000,
    maxConcurrentCalls = 1000,
  }: { tenantId?: TenantId | null; carrier?: CarrierName; callsPerSecond?: number; maxConcurrentCalls?: number } = {},
): Promise<TrunkId> {
  const id = randomUUID() as TrunkId;
  await engine.rows(
    `insert into trunks (id, tenant_id, name, carrier, calls_per_second, max_concurrent_calls) values ($1, $2, $3, $4, $5, $6)`,
    [id, tenantId, `trunk ${id.slice(0, 8)}`, carrier, callsPerSecond, maxConcurrentCalls],
  );
  return id;
}

export interface TestCampaign {
  tenantId: TenantId;
  campaignId: CampaignId;
  listId: string;
  agents: AgentId[];
}

/** A running campaign with a list of its own and one agent, unless said otherwise. */
export async function aCampaign(
  engine: TestEngine,
  tenantId: TenantId,
  trunkId: TrunkId,
  {
    callsPerSecond = 1000,
    maxConcurrentCalls = 1000,
    agentLimits = [1000],
    agents,
    window,
    retries = {},
  }: {
    callsPerSecond?: number;
    maxConcurrentCalls?: number;
    agentLimits?: number[];
    agents?: AgentId[];
    window?: CallingWindow;
    retries?: object;
  } = {},
): Promise<TestCampaign> {
  const campaignId = randomUUID() as CampaignId;
  const listId = randomUUID();
  await engine.rows(
    `insert into campaigns (tenant_id, id, name, status, revision, trunk_id, calls_per_second, max_concurrent_calls,
       calling_window, retries, caller_ids, started_at)
     values ($1, $2, $3, 'running', 1, $4, $5, $6, $7, $8, '["+12125550100"]', now())`,
    [
      tenantId,
      campaignId,
      `campaign ${campaignId.slice(0, 8)}`,
      trunkId,
      callsPerSecond,
      maxConcurrentCalls,
      window ?? {},
      retries,
    ],
  );
  await engine.rows(`insert into lists (tenant_id, id, name) values ($1, $2, $3)`, [
    tenantId,
    listId,
    `list ${listId}`,
  ]);
  await engine.rows(`insert into campaign_lists (tenant_id, campaign_id, list_id) values ($1, $2, $3)`, [
    tenantId,
    campaignId,
    listId,
  ]);
  const used = agents ?? (await Promise.all(agentLimits.map((limit) => anAgent(engine, tenantId, limit))));
  for (const agentId of used) {
    await engine.rows(`insert into campaign_agents (tenant_id, campaign_id, agent_id) values ($1, $2, $3)`, [
      tenantId,
      campaignId,
      agentId,
    ]);
  }
  return { tenantId, campaignId, listId, agents: used };
}

export async function anAgent(engine: TestEngine, tenantId: TenantId, maxConcurrentCalls = 1000): Promise<AgentId> {
  const id = randomUUID() as AgentId;
  await engine.rows(
    `insert into agents (tenant_id, id, name, status, max_concurrent_calls) values ($1, $2, 'Agent', 'active', $3)`,
    [tenantId, id, maxConcurrentCalls],
  );
  return id;
}

const NEW_YORK = [
  '212',
  '646',
  '917',
  '718',
  '347',
  '929',
  '315',
  '516',
  '518',
  '585',
  '607',
  '631',
  '716',
  '845',
  '914',
];

/** Fictional numbers that ring in New York; the same index gives the same number. */
export function aNumber(index: number): E164 {
  const area = NEW_YORK[Math.floor(index / 100) % NEW_YORK.length];
  return `+1${area}55501${String(index % 100).padStart(2, '0')}` as E164;
}

/** Adds leads to the campaign's list, enrolled and due now. One number each, or several phones of one lead. */
export async function someLeads(
  engine: TestEngine,
  campaign: TestCampaign,
  numbers: readonly (E164 | readonly E164[])[],
): Promise<string[]> {
  const { tenantId, listId, campaignId } = campaign;
  const { keyring } = engine.deps;
  const ids: string[] = [];
  for (const one of numbers) {
    const leadId = randomUUID();
    const personId = randomUUID();
    ids.push(leadId);
    await engine.rows(`insert into persons (tenant_id, id) values ($1, $2)`, [tenantId, personId]);
    await giveConsents(engine, tenantId, personId);
    await engine.rows(
      `insert into leads (tenant_id, id, list_id, person_id, first_name, state, country) values ($1, $2, $3, $4, 'Pat', 'NY', 'US')`,
      [tenantId, leadId, listId, personId],
    );
    for (const [position, number] of (typeof one === 'string' ? [one] : one).entries()) {
      const sealed = sealNumber(engine, number);
      await engine.rows(
        `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          tenantId,
          leadId,
          position,
          listId,
          sealed.data,
          sealed.keyId,
          keyring.numberIndex(number),
          number.slice(0, 5),
          number.slice(-2),
        ],
      );
    }
  }
  await engine.database.inTenant(tenantId, (tx) => enrolLeads(tx, { campaignId, listId }));
  return ids;
}

/** Everything that law asks of people in New York, a year ago. */
export async function giveConsents(
  engine: Pick<TestEngine, 'rows'>,
  tenantId: string,
  personId: string,
): Promise<void> {
  await engine.rows(
    `insert into consents (tenant_id, person_id, scope, source, given_at)
     select $1, $2, unnest($3::text[]), 'web-form', now() - interval '1 year'`,
    [tenantId, personId, CONSENT_SCOPES],
  );
}

export function sealNumber(engine: TestEngine, number: E164) {
  const keyring = engine.deps.keyring as Keyring;
  return keyring.seal(number, SEAL.number);
}

export const aLaunch = (
  campaign: TestCampaign,
  about: { launchId?: string; count?: number; horizonMs?: number } = {},
) => ({
  tenantId: campaign.tenantId,
  campaignId: campaign.campaignId,
  launchId: about.launchId ?? randomUUID(),
  count: about.count ?? 10,
  horizonMs: about.horizonMs ?? 1_500,
});
