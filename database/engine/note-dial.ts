import type { AttemptId } from '../../domain/ids.ts';
import type { TenantTx } from '../connect.ts';
import { uuidv7 } from './uuidv7.ts';

/** The callee's telephone rings. Does nothing once the attempt has gone on or was fenced. */
export async function noteRinging(tx: TenantTx, attemptId: AttemptId, atMs: number): Promise<void> {
  await tx.query(
    `with rung as (
       update attempts set state = 'ringing', ringing_at = $3
       where tenant_id = $1 and id = $2 and state = 'dialing' and fenced_at is null
       returning campaign_id, lead_id, agent_id
     ), called as (
       update calls set state = 'ringing' where tenant_id = $1 and id = $2 and state = 'dialing' and exists (select 1 from rung)
     )
     insert into events (tenant_id, id, at, type, campaign_id, lead_id, call_id, agent_id)
     select $1, $4, $3, 'call.ringing', campaign_id, lead_id, $2, agent_id from rung`,
    [tx.tenantId, attemptId, new Date(atMs), uuidv7(atMs)],
  );
}

/** Somebody or something answered. False: the attempt was fenced meanwhile, and its outcome is no longer the dial's. */
export async function noteAnswered(
  tx: TenantTx,
  attemptId: AttemptId,
  { answeredAtMs, carrierCallId }: { answeredAtMs: number; carrierCallId: string | undefined },
): Promise<boolean> {
  const rows = await tx.query(
    `with answered as (
       update attempts set state = 'active', answered_at = $3, carrier_call_id = coalesce($4, carrier_call_id),
         ring_ms = greatest(0, extract(epoch from $3 - dial_started_at) * 1000)::int
       where tenant_id = $1 and id = $2 and state in ('dialing', 'ringing') and fenced_at is null
       returning campaign_id, lead_id, agent_id
     ), called as (
       update calls set state = 'active', answered_at = $3
       where tenant_id = $1 and id = $2 and state <> 'ended' and exists (select 1 from answered)
     ), told as (
       insert into events (tenant_id, id, at, type, campaign_id, lead_id, call_id, agent_id)
       select $1, $5, $3, 'call.answered', campaign_id, lead_id, $2, agent_id from answered
     )
     select 1 from answered`,
    [tx.tenantId, attemptId, new Date(answeredAtMs), carrierCallId ?? null, uuidv7(answeredAtMs)],
  );
  return rows.length > 0;
}

/** Has a fence fallen on the attempt? */
export async function isFenced(tx: TenantTx, attemptId: AttemptId): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from attempts where tenant_id = $1 and id = $2 and (fenced_at is not null or state = 'ended')`,
    [tx.tenantId, attemptId],
  );
  return rows.length > 0;
}

/** Keeps what the last screening said beside the attempt, for `finish`. */
export async function noteRefusal(tx: TenantTx, attemptId: AttemptId, facts: Record<string, unknown>): Promise<void> {
  await tx.query(`update attempts set reason_facts = $3 where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    attemptId,
    facts,
  ]);
}
