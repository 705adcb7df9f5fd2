import { randomUUID } from 'node:crypto';
import type { E164, TenantId } from '../../domain/ids.ts';
import { SEAL } from '../../keyring/keyring.ts';
import type { TestApi } from './test-api.ts';

/** A lead in New York, with every consent, that waits in the campaign; its id. */
export async function aWaitingLead(
  { deps: { database, keyring } }: TestApi,
  { tenantId, listId, campaignId }: { tenantId: TenantId; listId: string; campaignId: string },
  number: string,
): Promise<string> {
  const leadId = randomUUID();
  const sealed = keyring.seal(number, SEAL.number);
  await database.inTenant(tenantId, async (tx) => {
    await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [tenantId, leadId]);
    await tx.query(
      `insert into consents (tenant_id, person_id, scope, source, given_at)
       select $1, $2, unnest(array['informational', 'telemarketing', 'automated-voice']), 'web-form', now() - interval '1 year'`,
      [tenantId, leadId],
    );
    await tx.query(
      `insert into leads (tenant_id, id, list_id, person_id, state, country) values ($1, $2, $3, $2, 'NY', 'US')`,
      [tenantId, leadId, listId],
    );
    await tx.query(
      `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
       values ($1, $2, 0, $3, $4, $5, $6, '+1212', '42')`,
      [tenantId, leadId, listId, sealed.data, sealed.keyId, keyring.numberIndex(number as E164)],
    );
    await tx.query(`insert into campaign_leads (tenant_id, campaign_id, lead_id, priority) values ($1, $2, $3, 5)`, [
      tenantId,
      campaignId,
      leadId,
    ]);
  });
  return leadId;
}

/** A dial of the past that nobody answered; its id. Without a lead: one that was erased since. */
export async function aPastDial(
  { deps: { database, keyring } }: TestApi,
  tenantId: TenantId,
  { leadId, campaignId, number, at }: { leadId: string | null; campaignId: string; number: string; at: Date },
): Promise<string> {
  const index = keyring.numberIndex(number as E164);
  const [row] = await database.inTenant(tenantId, (tx) =>
    tx.query<{ id: string }>(
      `insert into attempts (tenant_id, id, campaign_id, lead_id, agent_id, trunk_id, carrier, room, due_at, number_hmac,
         number_enc, key_id, dial_started_at, state, disposition, ended_at)
       values ($1, uuidv7($2::timestamptz - now()), $3, $4, $5, $5, 'fake', 'r', $2, $6, '', 'k', $2, 'ended', 'no-answer', $2)
       returning id`,
      [tenantId, at, campaignId, leadId, randomUUID(), index],
    ),
  );
  return row?.id ?? '';
}
