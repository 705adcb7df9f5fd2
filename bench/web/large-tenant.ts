import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../api/auth/passwords.ts';
import type { Database, TenantTx } from '../../database/connect.ts';
import { enrolLeads } from '../../database/engine/enrol-leads.ts';
import { demoAgents } from '../../database/seeds/demo-agents.ts';
import { demonstrationOffsetMs } from '../../database/seeds/demonstration-clock.ts';
import type { CampaignId, TenantId } from '../../domain/ids.ts';
import { type Keyring, SEAL } from '../../keyring/keyring.ts';
import { zoneTable } from '../../numbering/zones.ts';
import { numberOf } from '../../testing/stand/seed-campaign.ts';

export interface LargeTenant {
  tenantId: TenantId;
  campaignId: CampaignId;
  agentId: string;
  trunkId: string;
  email: string;
  password: string;
}

/** A number may be in several lists, once in each; there are some ten thousand fictional ones. */
const LIST_SIZE = 10_000;

/**
 * A tenant with an owner, one campaign over all of `leads`, and `calls` that ended within the last hours. A running campaign
 * is found and carried on by the engine, also while it is being filled.
 */
export async function seedLargeTenant(
  database: Database,
  keyring: Keyring,
  { leads, calls, status = 'running' }: { leads: number; calls: number; status?: 'running' | 'paused' },
): Promise<LargeTenant> {
  const [tenantId, campaignId] = [randomUUID() as TenantId, randomUUID() as CampaignId];
  const [agentId, trunkId, password] = [randomUUID(), randomUUID(), randomUUID()];
  const email = `owner@${tenantId}.example`;
  await database.inTenant(tenantId, async (tx) => {
    await tx.query(`insert into tenants (id, slug, name, clock_offset_ms) values ($1, $2, 'Large', $3)`, [
      ...[tenantId, `large-${tenantId.slice(0, 8)}`, demonstrationOffsetMs(zoneTable(), Date.now())],
    ]);
    await tx.query(
      `insert into users (tenant_id, email, name, role, password_hash) values ($1, $2, 'O', 'owner', $3)`,
      [...[tenantId, email, await hashPassword(password)]],
    );
    await tx.query(`insert into agents (tenant_id, id, name, status, config) values ($1, $2, 'Sales', 'active', $3)`, [
      ...[tenantId, agentId, demoAgents[0]?.config ?? {}],
    ]);
    await tx.query(`insert into trunks (id, tenant_id, name, carrier) values ($1, $2, 'Large', 'fake')`, [
      trunkId,
      tenantId,
    ]);
    await tx.query(
      `insert into campaigns (tenant_id, id, name, status, dialer_type, trunk_id, started_at)
       values ($1, $2, 'Autumn offers', $4, 'agentless', $3, now())`,
      [tenantId, campaignId, trunkId, status],
    );
    await tx.query(`insert into campaign_agents (tenant_id, campaign_id, agent_id) values ($1, $2, $3)`, [
      ...[tenantId, campaignId, agentId],
    ]);
  });
  for (let from = 0; from < leads; from += LIST_SIZE) {
    await database.inTenant(tenantId, (tx) =>
      addList(tx, keyring, campaignId, from, Math.min(LIST_SIZE, leads - from)),
    );
  }
  await database.inTenant(tenantId, (tx) => addPast(tx, { campaignId, agentId, trunkId }, calls));
  await database.outsideTenants('select refresh_list_statistics()');
  return { tenantId, campaignId, agentId, trunkId, email, password };
}

async function addList(tx: TenantTx, keyring: Keyring, campaignId: CampaignId, from: number, size: number) {
  const listId = randomUUID();
  await tx.query(`insert into lists (tenant_id, id, name) values ($1, $2, $3)`, [tx.tenantId, listId, `Leads ${from}`]);
  await tx.query(`insert into campaign_lists (tenant_id, campaign_id, list_id) values ($1, $2, $3)`, [
    ...[tx.tenantId, campaignId, listId],
  ]);
  const numbers = Array.from({ length: size }, (_, i) => numberOf(i));
  const sealed = numbers.map((number) => keyring.seal(number, SEAL.number).data);
  await tx.query(
    `with people as (insert into persons (tenant_id) select $1 from generate_series(1, $3) returning id),
       numbered as (select id, row_number() over () as n from people),
       made as (
         insert into leads (tenant_id, list_id, person_id, first_name, last_name, company, email, external_id)
         select $1, $2, id,
           (array['Maria', 'James', 'Linh', 'Ahmed', 'Sofia', 'Peter', 'Ngozi', 'Yuki', 'Marta', 'Omar'])[1 + n % 10],
           (array['Santos', 'Novak', 'Nguyen', 'Haddad', 'Rossi', 'Olsen', 'Eze'])[1 + n % 7] || ' ' || ($8::int + n),
           case when n % 3 = 0 then 'Globex ' || n % 500 else '' end, 'p' || ($8::int + n) || '@example.com', 'E' || ($8::int + n)
         from numbered returning id, external_id)
     insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
     select $1, made.id, 0, $2, r.enc, $4, r.hmac, r.area, r.tail
     from unnest($5::bytea[], $6::bytea[], $7::text[], $9::text[]) with ordinality as r(enc, hmac, area, tail, n)
     join made on made.external_id = 'E' || ($8::int + r.n)`,
    [
      ...[tx.tenantId, listId, size, keyring.currentKeyId, sealed, numbers.map((one) => keyring.numberIndex(one))],
      ...[numbers.map((one) => one.slice(0, 5)), from, numbers.map((one) => one.slice(-2))],
    ],
  );
  await enrolLeads(tx, { campaignId, listId });
}

/** Attempts, calls and lead states as a campaign leaves them, spread over the last five hours. */
async function addPast(
  tx: TenantTx,
  { campaignId, agentId, trunkId }: { campaignId: string; agentId: string; trunkId: string },
  calls: number,
) {
  await tx.query(
    `create temporary table past on commit drop as
     select uuidv7(ago) as id, now() + ago as at, lead_id, area, tail, number_enc, key_id, number_hmac, person_id, n,
       (array['completed', 'no-answer', 'busy', 'voicemail', 'completed', 'opted-out'])[1 + n % 6] as disposition
     from (select c.lead_id, l.person_id, p.area, p.tail, p.number_enc, p.key_id, p.number_hmac, row_number() over () as n,
             interval '-5 hours' * (1 - row_number() over () / $3::float8) as ago
           from campaign_leads c join leads l on l.tenant_id = $1 and l.id = c.lead_id
           join lead_phones p on p.tenant_id = $1 and p.lead_id = c.lead_id and p.position = 0
           where c.tenant_id = $1 and c.campaign_id = $2 limit $3) chosen`,
    [tx.tenantId, campaignId, calls],
  );
  await tx.query(
    `insert into attempts (tenant_id, id, campaign_id, lead_id, person_id, agent_id, trunk_id, carrier, number_hmac, number_enc,
       key_id, state, due_at, intended_at, room, dial_started_at, answered_at, ended_at, disposition, talk_ms, first_audio_ms)
     select $1, id, $2, lead_id, person_id, $3, $4, 'fake', number_hmac, number_enc, key_id, 'ended', at, at, 'room', at,
       case when n % 6 in (0, 4, 5) then at end, at, disposition, case when n % 6 in (0, 4, 5) then 40000 end, 300 from past`,
    [tx.tenantId, campaignId, agentId, trunkId],
  );
  await tx.query(
    `insert into calls (tenant_id, id, kind, direction, agent_id, campaign_id, lead_id, number_hmac, number_tail, state, due_at,
       answered_at, ended_at, disposition, talk_ms, first_audio_ms)
     select $1, id, 'campaign', 'outbound', $3, $2, lead_id, number_hmac, tail, 'ended', at,
       case when n % 6 in (0, 4, 5) then at end, at, disposition, case when n % 6 in (0, 4, 5) then 40000 end, 300 from past`,
    [tx.tenantId, campaignId, agentId],
  );
  await tx.query(
    `update campaign_leads c set state = case when n % 10 = 0 then 'blocked' else 'done' end, attempts = 1,
       last_disposition = disposition, reason = case when n % 10 = 0 then 'suppressed' else disposition end
     from past where c.tenant_id = $1 and c.campaign_id = $2 and c.lead_id = past.lead_id`,
    [tx.tenantId, campaignId],
  );
}
