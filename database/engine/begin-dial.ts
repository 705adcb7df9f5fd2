import type { AttemptId } from '../../domain/ids.ts';
import type { CarrierName } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';
import { appendLedger, type LedgerEntry } from '../ledger/append.ts';

export type DialRow = {
  campaign_id: string | null;
  lead_id: string | null;
  agent_id: string;
  trunk_id: string;
  carrier: CarrierName;
  room: string;
  phone_position: number;
  number_enc: Buffer;
  key_id: string;
  number_hmac: Buffer;
  from_number: string | null;
  trunk_status: 'active' | 'paused';
  livekit_trunk_id: string | null;
};

/**
 * Claims the one dial of the attempt: only where no dial has begun, nothing has fenced it and its lease is held. The
 * caller commits this before it reads any list, so that an opt-out sees the dial or the dial sees the opt-out. The intent
 * goes into the ledger with it.
 * Undefined: it is not this caller's to dial.
 */
export async function beginDial(tx: TenantTx, attemptId: AttemptId, nowMs: number): Promise<DialRow | undefined> {
  const rows = await tx.query<DialRow>(
    `with begun as (
       update attempts a set state = 'dialing', dial_started_at = $3
       where a.tenant_id = $1 and a.id = $2 and a.dial_started_at is null and a.fenced_at is null and a.state = 'leased'
         and exists (select 1 from leases l where l.tenant_id = $1 and l.attempt_id = $2)
       returning campaign_id, lead_id, agent_id, trunk_id, carrier, room, phone_position, number_enc, key_id, number_hmac,
         from_number
     ), called as (
       update calls set state = 'dialing' where tenant_id = $1 and id = $2 and exists (select 1 from begun)
     )
     select begun.*, t.status as trunk_status, t.livekit_trunk_id from begun join trunks t on t.id = begun.trunk_id`,
    [tx.tenantId, attemptId, new Date(nowMs)],
  );
  const row = rows[0];
  if (row) await appendLedger(tx, nowMs, [intentEntry(attemptId, row)]);
  return row;
}

function intentEntry(attemptId: AttemptId, row: DialRow): LedgerEntry {
  return {
    kind: 'intent',
    campaignId: row.campaign_id,
    leadId: row.lead_id,
    attemptId,
    numberHmac: row.number_hmac,
    actor: 'engine',
    body: { carrier: row.carrier, trunk: row.trunk_id, agent: row.agent_id, phone: row.phone_position },
  };
}

/** Why `beginDial` had nothing to give. */
export async function whyNoDial(tx: TenantTx, attemptId: AttemptId): Promise<'begun-before' | 'fenced' | 'no-lease'> {
  const rows = await tx.query<{ dial_started_at: Date | null; fenced_at: Date | null }>(
    `select dial_started_at, fenced_at from attempts where tenant_id = $1 and id = $2`,
    [tx.tenantId, attemptId],
  );
  if (rows[0]?.dial_started_at) return 'begun-before';
  return rows[0]?.fenced_at ? 'fenced' : 'no-lease';
}
