import type { TenantTx } from '../../../database/connect.ts';
import type { LeadDetail } from '../../contract/leads.ts';
import { localOf, type Telling } from '../timeline/lines.ts';
import { reasonText } from '../timeline/reasons.ts';

type Row = {
  campaign_id: string;
  name: string;
  state: LeadDetail['campaigns'][number]['state'];
  priority: number;
  attempts: number;
  last_disposition: string | null;
  last_attempt_at: Date | null;
  next_attempt_at: Date;
  callback_at: Date | null;
  callback_moved_from: Date | null;
  reason: string | null;
  done_at: Date | null;
  zone: string | null;
};

/** Where the lead stands in each of its campaigns: why it is not called, and when it is next. */
export async function readLeadCampaigns(
  tx: TenantTx,
  leadId: string,
  telling: Telling,
): Promise<LeadDetail['campaigns']> {
  const rows = await tx.query<Row>(
    `select cl.campaign_id, c.name, cl.state, cl.priority, cl.attempts, cl.last_disposition, cl.last_attempt_at, cl.next_attempt_at,
       cl.callback_at, cl.callback_moved_from, cl.reason, cl.done_at, cl.reason_facts->'zones'->>0 as zone
     from campaign_leads cl join campaigns c on c.tenant_id = cl.tenant_id and c.id = cl.campaign_id
     where cl.tenant_id = $1 and cl.lead_id = $2 order by cl.campaign_id desc`,
    [tx.tenantId, leadId],
  );
  return rows.map((row) => {
    const here = { ...telling, zone: row.zone ?? telling.zone ?? 'UTC' };
    const local = (at: Date | null) => localOf(at?.toISOString() ?? null, here);
    return {
      campaignId: row.campaign_id,
      campaignName: row.name,
      state: row.state,
      priority: row.priority,
      attempts: row.attempts,
      lastDisposition: row.last_disposition,
      lastAttemptAt: row.last_attempt_at?.toISOString() ?? null,
      nextAttempt: row.state === 'waiting' ? local(row.next_attempt_at) : null,
      callback: local(row.callback_at),
      callbackMovedFrom: local(row.callback_moved_from),
      reason: row.reason,
      reasonText: reasonText(row.reason),
      doneAt: row.done_at?.toISOString() ?? null,
    };
  });
}
