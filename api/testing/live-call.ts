import { randomUUID } from 'node:crypto';
import type { E164 } from '../../domain/ids.ts';
import { SEAL } from '../../keyring/keyring.ts';
import type { TestApi, TestTenant } from './test-api.ts';

export interface LiveCall {
  callId: string;
  agentId: string;
  leadId: string;
  campaignId: string;
  listId: string;
}

export interface LiveCallAbout {
  agent?: object;
  campaign?: object;
  lead?: { firstName?: string; custom?: object };
}

/** A campaign call that is being talked on. */
export async function liveCall(
  { deps }: TestApi,
  tenant: TestTenant,
  number: E164,
  { agent = {}, campaign = {}, lead = {} }: LiveCallAbout = {},
): Promise<LiveCall> {
  const made = async (path: string, body: unknown) => {
    const answer = await tenant.send(path, { body });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.id as string;
  };
  const agentId = await made('/api/v1/agents', {
    name: 'Ava',
    status: 'active',
    systemPrompt: 'Call {{lead.firstName}}.',
    greetingMessage: 'Hello {{lead.firstName}}.',
    ...agent,
  });
  const listId = await made('/api/v1/lists', { name: randomUUID() });
  const trunkId = await made('/api/v1/trunks', { name: randomUUID(), carrier: 'loopback' });
  const campaignId = await made('/api/v1/campaigns', {
    name: randomUUID(),
    agents: [{ agentId }],
    listIds: [listId],
    trunkId,
    ...campaign,
  });
  const [callId, leadId, personId] = [randomUUID(), randomUUID(), randomUUID()];
  const { data, keyId } = deps.keyring.seal(number, SEAL.number);
  const hmac = deps.keyring.numberIndex(number);
  await deps.database.inTenant(tenant.id, async (tx) => {
    const t = tenant.id;
    await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [t, personId]);
    await tx.query(
      'insert into leads (tenant_id, id, list_id, person_id, first_name, custom) values ($1, $2, $3, $4, $5, $6)',
      [t, leadId, listId, personId, lead.firstName ?? 'Ana', lead.custom ?? {}],
    );
    await tx.query(
      `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail) values ($1, $2, 0, $3, $4, $5, $6, '+1212', '23')`,
      [t, leadId, listId, data, keyId, hmac],
    );
    await tx.query(
      `insert into campaign_leads (tenant_id, campaign_id, lead_id, priority, state) values ($1, $2, $3, 5, 'in-call')`,
      [t, campaignId, leadId],
    );
    await tx.query(
      `insert into attempts (tenant_id, id, campaign_id, lead_id, agent_id, trunk_id, carrier, number_hmac, number_enc, key_id, due_at, room, state)
       values ($1, $2, $3, $4, $5, $6, 'loopback', $7, $8, $9, now(), 'room', 'active')`,
      [t, callId, campaignId, leadId, agentId, trunkId, hmac, data, keyId],
    );
    await tx.query(
      `insert into calls (tenant_id, id, kind, direction, agent_id, campaign_id, lead_id, number_hmac, number_tail, state, due_at, room)
       values ($1, $2, 'campaign', 'outbound', $3, $4, $5, $6, '23', 'active', now(), 'room')`,
      [t, callId, agentId, campaignId, leadId, hmac],
    );
    await tx.query(
      `insert into leases (attempt_id, tenant_id, campaign_id, lead_id, agent_id, trunk_id, number_hmac, media) values ($1, $2, $3, $4, $5, $6, $7, true)`,
      [callId, t, campaignId, leadId, agentId, trunkId, hmac],
    );
  });
  return { callId, agentId, leadId, campaignId, listId };
}

/** A lead with the same number that waits in the same campaign; its id. */
export async function waitingLeadOf(
  { deps }: TestApi,
  tenant: TestTenant,
  number: E164,
  { listId, campaignId }: LiveCall,
): Promise<string> {
  const [leadId, personId] = [randomUUID(), randomUUID()];
  const { data, keyId } = deps.keyring.seal(number, SEAL.number);
  await deps.database.inTenant(tenant.id, async (tx) => {
    await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [tenant.id, personId]);
    await tx.query('insert into leads (tenant_id, id, list_id, person_id) values ($1, $2, $3, $4)', [
      tenant.id,
      leadId,
      listId,
      personId,
    ]);
    await tx.query(
      `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail) values ($1, $2, 1, $3, $4, $5, $6, '+1212', '23')`,
      [tenant.id, leadId, listId, data, keyId, deps.keyring.numberIndex(number)],
    );
    await tx.query(`insert into campaign_leads (tenant_id, campaign_id, lead_id, priority) values ($1, $2, $3, 5)`, [
      tenant.id,
      campaignId,
      leadId,
    ]);
  });
  return leadId;
}
