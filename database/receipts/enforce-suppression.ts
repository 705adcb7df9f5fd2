import type { AttemptId } from '../../domain/ids.ts';
import { callHangUp, workflowIds } from '../../workflows/contract.ts';
import type { TenantTx } from '../connect.ts';
import { addEvents } from '../engine/add-events.ts';
import type { Suppression } from '../engine/insert-suppression.ts';
import { addToOutbox } from '../engine/outbox.ts';
import { endWaitingLeads, type EndedLead } from './end-waiting-leads.ts';
import { type LiveCall, stopCalls } from './stop-calls.ts';

export interface Enforced {
  leads: EndedLead[];
  calls: LiveCall[];
}

/**
 * Makes an entry of the do-not-call list true where calls are planned or up: waiting leads end, attempts not dialled yet
 * are fenced. In a transaction after the one that committed the entry: a dial commits itself before it reads the list,
 * so that one of the two always sees the other. Calls that ring or are live are told apart with `hangUp`. Idempotent.
 */
export async function enforceSuppression(
  tx: TenantTx,
  suppression: Pick<Suppression, 'numberHmac' | 'campaignId' | 'source' | 'attemptId'>,
  nowMs: number,
): Promise<Enforced> {
  // Calls first: one that ends in between gives its lead back in the same commit, and the lead is seen waiting then.
  const calls = await stopCalls(tx, suppression, nowMs);
  const leads = await endWaitingLeads(tx, suppression, nowMs);
  await addEvents(
    tx,
    nowMs,
    leads.map((lead) => ({
      type: 'lead.opted-out',
      campaignId: lead.campaign_id,
      leadId: lead.lead_id,
      callId: suppression.attemptId,
      data: { source: suppression.source },
    })),
  );
  return { leads, calls };
}

/** Leaves a hang-up for the call's workflow in the outbox. It takes the first and ignores repeats. */
export function hangUp(tx: TenantTx, attemptId: AttemptId, nowMs: number): Promise<string> {
  const payload = { workflowId: workflowIds.call(attemptId), name: callHangUp.name, args: [{ reason: 'opted-out' }] };
  return addToOutbox(tx, nowMs, { kind: 'signal', payload });
}
