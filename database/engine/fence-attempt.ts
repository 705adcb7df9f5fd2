import type { AttemptId } from '../../domain/ids.ts';
import type { AttemptState, CarrierName } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';
import { uuidv7 } from './uuidv7.ts';

export type FencedRow = {
  carrier: CarrierName;
  room: string;
  state: AttemptState;
  dial_started_at: Date | null;
  ringing_at: Date | null;
  answered_at: Date | null;
};

/**
 * Writes the fence: from its commit on, no dial of the attempt can begin. Repeats keep the first time and reason.
 * Undefined: no such attempt.
 */
export async function fenceAttempt(
  tx: TenantTx,
  attemptId: AttemptId,
  { reason, nowMs }: { reason: string; nowMs: number },
): Promise<FencedRow | undefined> {
  const rows = await tx.query<FencedRow>(
    `with before as (
       select fenced_at from attempts where tenant_id = $1 and id = $2 for update
     ), fenced as (
       update attempts set fenced_at = coalesce(fenced_at, $3), fence_reason = coalesce(fence_reason, $4)
       where tenant_id = $1 and id = $2 and exists (select 1 from before)
       returning carrier, room, state, dial_started_at, ringing_at, answered_at, campaign_id, lead_id, agent_id
     ), told as (
       insert into events (tenant_id, id, at, type, campaign_id, lead_id, call_id, agent_id, data)
       select $1, $5, $3, 'call.fenced', campaign_id, lead_id, $2, agent_id, jsonb_build_object('reason', $4::text)
       from fenced where not exists (select 1 from before where fenced_at is not null)
     )
     select carrier, room, state, dial_started_at, ringing_at, answered_at from fenced`,
    [tx.tenantId, attemptId, new Date(nowMs), reason, uuidv7(nowMs)],
  );
  return rows[0];
}
