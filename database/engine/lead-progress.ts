import type { AttemptId, CampaignId } from '../../domain/ids.ts';
import type { Disposition } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

export type LeadProgressRow = {
  priority: number;
  callback_at: Date | null;
  callback_moved_from: Date | null;
  lead_priority: number;
  /** False once the campaign lost the lead's list. */
  listed: boolean;
};

/** Locks the lead inside the campaign for the decision that follows an attempt. Undefined: it was removed meanwhile. */
export async function lockLeadProgress(
  tx: TenantTx,
  campaignId: CampaignId,
  leadId: string,
): Promise<LeadProgressRow | undefined> {
  const rows = await tx.query<LeadProgressRow>(
    `select cl.priority, cl.callback_at, cl.callback_moved_from, l.priority as lead_priority,
       exists (select 1 from campaign_lists own where own.tenant_id = cl.tenant_id and own.campaign_id = cl.campaign_id
         and own.list_id = l.list_id) as listed
     from campaign_leads cl join leads l on l.tenant_id = cl.tenant_id and l.id = cl.lead_id
     where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.lead_id = $3 for update of cl`,
    [tx.tenantId, campaignId, leadId],
  );
  return rows[0];
}

export type EarlierAttempt = { id: AttemptId; disposition: Disposition; phone_position: number; started_at: Date };

/** Ended attempts of the lead in this campaign other than `except`, oldest first. */
export function readEarlierAttempts(
  tx: TenantTx,
  campaignId: CampaignId,
  leadId: string,
  except: AttemptId,
): Promise<EarlierAttempt[]> {
  return tx.query<EarlierAttempt>(
    `select id, disposition, phone_position, coalesce(dial_started_at, intended_at) as started_at from attempts
     where tenant_id = $1 and lead_id = $3 and campaign_id = $2 and disposition is not null and id <> $4 order by id`,
    [tx.tenantId, campaignId, leadId, except],
  );
}

export interface LeadStep {
  state: 'waiting' | 'done' | 'blocked';
  priority: number;
  nextAttemptMs: number | null;
  nextPhone: number | null;
  callbackMs: number | null;
  callbackMovedFromMs: number | null;
  reason: string | null;
  lastDisposition: Disposition;
  lastAttemptMs: number;
  /** Whether this attempt used up one of the lead's. */
  counts: boolean;
  nowMs: number;
}

/** Writes what the retry policy decided. A lead that an opt-out has ended meanwhile stays ended. */
export async function stepLead(tx: TenantTx, campaignId: CampaignId, leadId: string, step: LeadStep): Promise<void> {
  await tx.query(
    `update campaign_leads set state = $4, priority = $5, next_attempt_at = coalesce($6, next_attempt_at),
       next_phone = coalesce($7, next_phone), callback_at = $8, callback_moved_from = $9, reason = $10, reason_facts = null,
       last_disposition = $11, last_attempt_at = $12, attempts = attempts + $13, done_at = $14
     where tenant_id = $1 and campaign_id = $2 and lead_id = $3 and state in ('in-call', 'waiting')`,
    [
      tx.tenantId,
      campaignId,
      leadId,
      step.state,
      step.priority,
      dateOf(step.nextAttemptMs),
      step.nextPhone,
      dateOf(step.callbackMs),
      dateOf(step.callbackMovedFromMs),
      step.reason,
      step.lastDisposition,
      new Date(step.lastAttemptMs),
      step.counts ? 1 : 0,
      step.state === 'waiting' ? null : new Date(step.nowMs),
    ],
  );
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
