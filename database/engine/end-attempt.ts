import type { AttemptId } from '../../domain/ids.ts';
import type { CallEndReason, Disposition } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';
import { appendLedger, type LedgerEntry } from '../ledger/append.ts';

export interface AttemptEnd {
  disposition: Disposition;
  endReason: CallEndReason;
  reason: string | null;
  sipStatus: number | null;
  carrierCallId: string | null;
  answeredAtMs: number | null;
  endedAtMs: number;
  talkMs: number | null;
  firstAudioMs: number | null;
  turns: number | null;
  error: string | null;
}

export type EndedRow = {
  campaign_id: string | null;
  lead_id: string | null;
  agent_id: string;
  phone_position: number;
  number_hmac: Buffer;
  intended_at: Date;
  dial_started_at: Date | null;
  reason_facts: { scope?: 'lead' | 'phone' | null } | null;
  /** What the callee was promised during the call, by the tenant's clock. */
  promised_callback: string | null;
};

/** From the answer to the end, where nobody reported it. */
const TALKED = `greatest(0, extract(epoch from $8::timestamptz - coalesce(answered_at, $7::timestamptz)) * 1000)::int`;

/**
 * Ends the attempt and its call, gives the lease back and writes the outcome into the ledger, once: undefined where it
 * has ended already. The disposition is never overwritten.
 */
export async function endAttempt(tx: TenantTx, attemptId: AttemptId, end: AttemptEnd): Promise<EndedRow | undefined> {
  const rows = await tx.query<EndedRow>(
    `with ended as (
       update attempts set state = 'ended', disposition = $3, reason = $4, sip_status = $5,
         carrier_call_id = coalesce($6, carrier_call_id), answered_at = coalesce(answered_at, $7), ended_at = $8,
         talk_ms = coalesce($9, ${TALKED}), first_audio_ms = $10
       where tenant_id = $1 and id = $2 and state <> 'ended'
       returning campaign_id, lead_id, agent_id, phone_position, number_hmac, intended_at, dial_started_at, reason_facts
     ), called as (
       update calls set state = 'ended', disposition = $3, end_reason = $11, end_error = $12,
         answered_at = coalesce(answered_at, $7), ended_at = $8, talk_ms = coalesce($9, ${TALKED}), first_audio_ms = $10,
         turn_count = greatest(turn_count, coalesce($13, 0))
       where tenant_id = $1 and id = $2 and exists (select 1 from ended)
       returning facts->'callback'->>'at' as promised_callback
     ), released as (
       delete from leases where tenant_id = $1 and attempt_id = $2
     )
     select ended.*, (select promised_callback from called) from ended`,
    [
      tx.tenantId,
      attemptId,
      end.disposition,
      end.reason,
      end.sipStatus,
      end.carrierCallId,
      end.answeredAtMs === null ? null : new Date(end.answeredAtMs),
      new Date(end.endedAtMs),
      end.talkMs,
      end.firstAudioMs,
      end.endReason,
      end.error,
      end.turns,
    ],
  );
  const row = rows[0];
  if (row) await appendLedger(tx, end.endedAtMs, [outcomeEntry(attemptId, row, end)]);
  return row;
}

function outcomeEntry(attemptId: AttemptId, row: EndedRow, end: AttemptEnd): LedgerEntry {
  const { disposition, endReason, reason, sipStatus, talkMs } = end;
  const dialled = row.dial_started_at?.toISOString() ?? null;
  return {
    kind: 'outcome',
    campaignId: row.campaign_id,
    leadId: row.lead_id,
    attemptId,
    numberHmac: row.number_hmac,
    actor: 'engine',
    body: { disposition, endReason, reason, sipStatus, talkMs, dialled, phone: row.phone_position },
  };
}

export async function dispositionOf(tx: TenantTx, attemptId: AttemptId): Promise<Disposition | undefined> {
  const rows = await tx.query<{ disposition: Disposition | null }>(
    `select disposition from attempts where tenant_id = $1 and id = $2`,
    [tx.tenantId, attemptId],
  );
  return rows[0]?.disposition ?? undefined;
}
