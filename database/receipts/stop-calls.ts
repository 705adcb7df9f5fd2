import type { AttemptId } from '../../domain/ids.ts';
import type { OptOutPlace } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';
import { addEvents } from '../engine/add-events.ts';
import type { Suppression } from '../engine/insert-suppression.ts';
import { LEADS_OF_THE_PERSON } from './leads-of-the-person.ts';

export interface LiveCall {
  attemptId: AttemptId;
  campaignId: string | null;
  place: Extract<OptOutPlace, 'queued-attempts' | 'ringing-calls' | 'talking-calls'>;
  /** The call in which it was said: it ends itself. */
  own: boolean;
}

type LiveRow = {
  attempt_id: AttemptId;
  campaign_id: string | null;
  lead_id: string | null;
  begun: boolean;
  answered: boolean;
};

/**
 * Live calls to the number and to other numbers of the persons who have it. Those not dialled yet are fenced here and
 * now: from this commit on no dial of them can begin, whether or not their workflow hears of it. The others are for their
 * workflows to end.
 */
export async function stopCalls(
  tx: TenantTx,
  suppression: Pick<Suppression, 'numberHmac' | 'campaignId' | 'attemptId'>,
  nowMs: number,
): Promise<LiveCall[]> {
  const rows = await tx.query<LiveRow>(
    `select l.attempt_id, l.campaign_id, l.lead_id, a.dial_started_at is not null as begun,
       a.answered_at is not null or a.state = 'active' as answered
     from leases l join attempts a on a.tenant_id = l.tenant_id and a.id = l.attempt_id
     where l.tenant_id = $1 and ($3::uuid is null or l.campaign_id = $3 or l.attempt_id = $4::uuid)
       and (l.number_hmac = $2 or l.lead_id = any(${LEADS_OF_THE_PERSON}))`,
    [tx.tenantId, suppression.numberHmac, suppression.campaignId, suppression.attemptId],
  );
  const queued = rows.filter(({ begun, attempt_id }) => !begun && attempt_id !== suppression.attemptId);
  const fenced = await fenceQueued(tx, queued, nowMs);
  return rows.map(({ attempt_id: attemptId, campaign_id: campaignId, answered }) => ({
    attemptId,
    campaignId,
    place: fenced.has(attemptId) ? 'queued-attempts' : answered ? 'talking-calls' : 'ringing-calls',
    own: attemptId === suppression.attemptId,
  }));
}

/** By compare-and-set against the dial: one of the two is first, and the other sees it. */
async function fenceQueued(tx: TenantTx, queued: readonly LiveRow[], nowMs: number): Promise<Set<string>> {
  if (queued.length === 0) return new Set();
  const rows = await tx.query<{ id: string; now: boolean }>(
    `update attempts set fenced_at = coalesce(fenced_at, $3), fence_reason = coalesce(fence_reason, 'opted-out')
     where tenant_id = $1 and id = any($2::uuid[]) and dial_started_at is null and state = 'leased'
     returning id, old.fenced_at is null as now`,
    [tx.tenantId, queued.map(({ attempt_id }) => attempt_id), new Date(nowMs)],
  );
  const newly = new Set(rows.flatMap(({ id, now }) => (now ? [id] : [])));
  await addEvents(
    tx,
    nowMs,
    queued
      .filter(({ attempt_id }) => newly.has(attempt_id))
      .map((row) => ({
        type: 'call.fenced',
        campaignId: row.campaign_id,
        leadId: row.lead_id,
        callId: row.attempt_id,
        data: { reason: 'opted-out' },
      })),
  );
  return new Set(rows.map(({ id }) => id));
}
