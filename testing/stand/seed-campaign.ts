import { randomUUID } from 'node:crypto';
import type { Database, TenantTx } from '../../database/connect.ts';
import { enrolLeads } from '../../database/engine/enrol-leads.ts';
import { demoAgents } from '../../database/seeds/demo-agents.ts';
import { demonstrationOffsetMs } from '../../database/seeds/demonstration-clock.ts';
import type { CampaignId, E164, TenantId } from '../../domain/ids.ts';
import {
  type CarrierName,
  CONSENT_SCOPES,
  type Disposition,
  DISPOSITIONS,
  dispositions,
} from '../../domain/vocabulary.ts';
import { type Keyring, SEAL } from '../../keyring/keyring.ts';
import { areaPlaces } from '../../numbering/nanp.ts';
import { zoneTable } from '../../numbering/zones.ts';

export interface StandCampaign {
  leads: number;
  callsPerSecond: number;
  /** Calls at once; the trunk's and the tenant's limits are the same. */
  maxConcurrentCalls: number;
  carrier?: Extract<CarrierName, 'fake' | 'loopback'>;
  ringTimeoutMs?: number;
  maxCallMs?: number;
  retries?: object;
  /** Last two digits of the numbers, in turn: they choose loopback's callees. */
  tails?: readonly string[];
}

export interface Seeded {
  tenantId: TenantId;
  campaignId: CampaignId;
}

const AWAKE = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'];
/** Where an automated voice may not make offers, whoever agreed to it. */
const BANNED = ['US-ME', 'US-MS', 'US-WA'];
const ALL_TAILS = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));

/** Each lead has one attempt that rings: what was never dialled is tried again within seconds. */
export const ONE_ATTEMPT = retriesOf(() => null);
/** What the carrier failed at, or nobody knows, has a second attempt within seconds: an intent of its own. */
export const TRIED_AGAIN = retriesOf((disposition) =>
  ['carrier-failure', 'unknown'].includes(DISPOSITIONS[disposition].group)
    ? { maxAttempts: 2, delaySeconds: 3, phone: 'same', spread: 'exact', counts: true }
    : null,
);

function retriesOf(rule: (disposition: Disposition) => object | null): object {
  const again = { maxAttempts: 50, delaySeconds: 2, phone: 'same', spread: 'exact', counts: false };
  const rules = dispositions.map((disposition) => [
    disposition,
    DISPOSITIONS[disposition].group === 'not-dialled' && disposition !== 'blocked' ? again : rule(disposition),
  ]);
  return { maxAttempts: 10, rules: Object.fromEntries(rules) };
}

/**
 * A tenant of its own on a demonstration clock, with a campaign in state "running" over numbers of the fictional range
 * (+1 NPA 555-01xx, area codes of one time zone each). The caller starts its workflow.
 */
export async function seedCampaign(
  database: Pick<Database, 'inTenant'>,
  keyring: Keyring,
  wanted: StandCampaign,
): Promise<Seeded> {
  const tenantId = randomUUID() as TenantId;
  const campaignId = randomUUID() as CampaignId;
  const [listId, agentId, trunkId] = [randomUUID(), randomUUID(), randomUUID()];
  await database.inTenant(tenantId, async (tx) => {
    await tx.query(
      `insert into tenants (id, slug, name, clock_offset_ms, max_concurrent_calls, attempts_per_number_per_day,
         attempts_per_lead_per_day) values ($1, $2, 'Stand', $3, $4, 50, 50)`,
      [
        tenantId,
        `stand-${tenantId.slice(0, 8)}`,
        demonstrationOffsetMs(zoneTable(), Date.now()),
        wanted.maxConcurrentCalls,
      ],
    );
    await tx.query(
      `insert into agents (tenant_id, id, name, status, max_concurrent_calls, config) values ($1, $2, 'Stand', 'active', $3, $4)`,
      [tenantId, agentId, wanted.maxConcurrentCalls, demoAgents[0]?.config ?? {}],
    );
    await tx.query(
      `insert into trunks (id, tenant_id, name, carrier, calls_per_second, max_concurrent_calls) values ($1, $2, 'Stand', $3, $4, $5)`,
      [trunkId, tenantId, wanted.carrier ?? 'fake', wanted.callsPerSecond, wanted.maxConcurrentCalls],
    );
    await tx.query(`insert into lists (tenant_id, id, name) values ($1, $2, 'Stand')`, [tenantId, listId]);
    await tx.query(
      `insert into campaigns (tenant_id, id, name, status, revision, dialer_type, trunk_id, calls_per_second,
         max_concurrent_calls, ring_timeout_ms, max_call_ms, retries, started_at)
       values ($1, $2, 'Stand', 'running', 1, 'agentless', $3, $4, $5, $6, $7, $8, now())`,
      [
        ...[tenantId, campaignId, trunkId, wanted.callsPerSecond, wanted.maxConcurrentCalls],
        ...[wanted.ringTimeoutMs ?? 15_000, wanted.maxCallMs ?? 120_000, wanted.retries ?? ONE_ATTEMPT],
      ],
    );
    await tx.query(`insert into campaign_agents (tenant_id, campaign_id, agent_id) values ($1, $2, $3)`, [
      ...[tenantId, campaignId, agentId],
    ]);
    await tx.query(`insert into campaign_lists (tenant_id, campaign_id, list_id) values ($1, $2, $3)`, [
      ...[tenantId, campaignId, listId],
    ]);
    await addLeads(tx, keyring, listId, wanted);
    await enrolLeads(tx, { campaignId, listId });
  });
  return { tenantId, campaignId };
}

async function addLeads(tx: TenantTx, keyring: Keyring, listId: string, wanted: StandCampaign): Promise<void> {
  const CHUNK = 1_000;
  for (let from = 0; from < wanted.leads; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, wanted.leads - from) }, (_, i) => {
      const number = numberOf(from + i, wanted.tails);
      const sealed = keyring.seal(number, SEAL.number);
      return { id: randomUUID(), person: randomUUID(), number, sealed, hmac: keyring.numberIndex(number) };
    });
    const ids = rows.map(({ id }) => id);
    await tx.query(`insert into persons (tenant_id, id) select $1, unnest($2::uuid[])`, [
      ...[tx.tenantId, rows.map(({ person }) => person)],
    ]);
    await tx.query(
      `insert into consents (tenant_id, person_id, scope, source, given_at)
       select $1, p, s, 'demonstration', now() - interval '1 year' from unnest($2::uuid[]) as p, unnest($3::text[]) as s`,
      [tx.tenantId, rows.map(({ person }) => person), CONSENT_SCOPES],
    );
    await tx.query(
      `insert into leads (tenant_id, id, list_id, person_id, first_name)
       select $1, r.id, $2, r.person, 'Stand' from unnest($3::uuid[], $4::uuid[]) as r(id, person)`,
      [tx.tenantId, listId, ids, rows.map(({ person }) => person)],
    );
    await tx.query(
      `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
       select $1, r.id, 0, $2, r.enc, $3, r.hmac, r.area, r.tail
       from unnest($4::uuid[], $5::bytea[], $6::bytea[], $7::text[], $8::text[]) as r(id, enc, hmac, area, tail)`,
      [
        ...[tx.tenantId, listId, keyring.currentKeyId, ids],
        ...[rows.map(({ sealed }) => sealed.data), rows.map(({ hmac }) => hmac)],
        ...[rows.map(({ number }) => number.slice(0, 5)), rows.map(({ number }) => number.slice(-2))],
      ],
    );
  }
}

/** Open by every state's hours while the demonstration clock says 12:20 in New York. */
const AREAS = Array.from({ length: 800 }, (_, i) => String(200 + i)).filter((code) => {
  const area = areaPlaces(code);
  const isAwake = area?.zones.every((zone) => AWAKE.includes(zone));
  return area?.country === 'US' && isAwake && !area.states.some((state) => BANNED.includes(state));
});

/** The fictional numbers of each area code: 555-0100 to 555-0199. @throws when there are no more of them. */
export function numberOf(index: number, tails: readonly string[] = ALL_TAILS): E164 {
  const area = AREAS[Math.floor(index / tails.length)];
  const tail = tails[index % tails.length];
  if (area === undefined || tail === undefined) throw new Error(`there are no ${index} fictional numbers of this kind`);
  return `+1${area}55501${tail}` as E164;
}
