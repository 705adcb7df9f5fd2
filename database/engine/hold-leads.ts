import type { CampaignId } from '../../domain/ids.ts';
import type { TenantTx } from '../connect.ts';

export interface BlockedLead {
  leadId: string;
  reason: string;
  facts: Record<string, unknown>;
}

/** Leads that will not be called in this campaign, with the reason that ends them. */
export async function blockLeads(
  tx: TenantTx,
  campaignId: CampaignId,
  nowMs: number,
  leads: readonly BlockedLead[],
): Promise<void> {
  if (leads.length === 0) return;
  await tx.query(
    `update campaign_leads cl
     set state = 'blocked', reason = b.reason, reason_facts = b.facts, done_at = $3, callback_at = null
     from jsonb_to_recordset($4::jsonb) as b(lead_id uuid, reason text, facts jsonb)
     where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.lead_id = b.lead_id and cl.state = 'waiting'`,
    [
      tx.tenantId,
      campaignId,
      new Date(nowMs),
      JSON.stringify(leads.map((lead) => ({ lead_id: lead.leadId, reason: lead.reason, facts: lead.facts }))),
    ],
  );
}

export interface DeferredLead extends BlockedLead {
  nextMs: number;
  /** The phone to be dialled then. */
  phone: number;
}

/** Leads that wait, until when and why. A promised callback that has to wait keeps the time it was first promised for. */
export async function deferLeads(
  tx: TenantTx,
  campaignId: CampaignId,
  leads: readonly DeferredLead[],
): Promise<{ leadId: string; promisedFor: Date }[]> {
  if (leads.length === 0) return [];
  const moved = await tx.query<{ lead_id: string; callback_moved_from: Date | null }>(
    `update campaign_leads cl
     set next_attempt_at = d.next_at, reason = d.reason, reason_facts = d.facts, next_phone = d.phone,
       callback_moved_from = case when cl.callback_at is null or d.next_at <= cl.callback_at then cl.callback_moved_from
         else coalesce(cl.callback_moved_from, cl.callback_at) end,
       callback_at = case when cl.callback_at is null then null else greatest(cl.callback_at, d.next_at) end
     from jsonb_to_recordset($3::jsonb) as d(lead_id uuid, reason text, facts jsonb, next_at timestamptz, phone smallint)
     where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.lead_id = d.lead_id and cl.state = 'waiting'
     returning cl.lead_id, cl.callback_moved_from`,
    [
      tx.tenantId,
      campaignId,
      JSON.stringify(
        leads.map((lead) => ({
          lead_id: lead.leadId,
          reason: lead.reason,
          facts: lead.facts,
          next_at: new Date(lead.nextMs).toISOString(),
          phone: lead.phone,
        })),
      ),
    ],
  );
  return moved.flatMap((row) =>
    row.callback_moved_from ? [{ leadId: row.lead_id, promisedFor: row.callback_moved_from }] : [],
  );
}
