import type { CampaignId } from '../../domain/ids.ts';
import type { RefusalReason } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

/** Reasons for which a change of law can give a lead back that they ended. */
const OF_LAW: readonly RefusalReason[] = [
  'outside-window',
  'call-cap',
  'quiet-period',
  'no-consent',
  'calls-banned',
  'list-expired',
  'list-not-held',
  'reassigned-number',
  'no-rules',
];
/** Campaigns that still have somebody to call. */
const LIVE = ['draft', 'running', 'paused'];

/** Compared in every case: one plan then serves all chunks, and begins in the index where the last one ended. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export type WaitingLead = {
  lead_id: string;
  state: 'waiting' | 'blocked';
  next_attempt_at: Date;
  next_phone: number;
  callback_at: Date | null;
  callback_moved_from: Date | null;
  reason: string | null;
};

const WAITS = `(cl.state = 'waiting' or (cl.state = 'blocked' and cl.reason = any($2::text[])))`;

export async function countWaitingLeads(tx: TenantTx): Promise<number> {
  const [row] = await tx.query<{ n: string }>(
    `select count(*) as n from campaign_leads cl join campaigns c on c.tenant_id = cl.tenant_id and c.id = cl.campaign_id
     where cl.tenant_id = $1 and ${WAITS} and c.status = any($3)`,
    [tx.tenantId, OF_LAW, LIVE],
  );
  return Number(row?.n ?? 0);
}

/** The campaign itself where `from` names one, else the first that has leads; null after the last. */
export async function campaignAfter(tx: TenantTx, after: CampaignId | null): Promise<CampaignId | null> {
  const [row] = await tx.query<{ id: CampaignId }>(
    `select id from campaigns where tenant_id = $1 and status = any($2) and ($3::uuid is null or id > $3)
     order by id limit 1`,
    [tx.tenantId, LIVE, after],
  );
  return row?.id ?? null;
}

/**
 * The next leads of a campaign by id that wait, promised callbacks among them, and those that a law has ended. `lock`:
 * for changing them; leads that a claim holds at this moment are its own to plan, and are left out.
 */
export function readWaitingLeads(
  tx: TenantTx,
  of: { campaignId: CampaignId; after: string | null; limit: number; lock: boolean },
): Promise<WaitingLead[]> {
  return tx.query<WaitingLead>(
    `select cl.lead_id, cl.state, cl.next_attempt_at, cl.next_phone, cl.callback_at, cl.callback_moved_from, cl.reason
     from campaign_leads cl
     where cl.tenant_id = $1 and cl.campaign_id = $3 and cl.lead_id > $4 and ${WAITS}
     order by cl.lead_id limit $5 ${of.lock ? 'for update of cl skip locked' : ''}`,
    [tx.tenantId, OF_LAW, of.campaignId, of.after ?? BEFORE_ALL, of.limit],
  );
}

export interface Replanned {
  leadId: string;
  nextMs: number;
  reason: string | null;
  phone: number;
}

/**
 * Moves leads to when the rules allow. A promised callback keeps the time it was first promised for while it is moved, and
 * is a kept promise again once it is back. Leads that were ended wait again.
 */
export async function replanLeads(tx: TenantTx, campaignId: CampaignId, leads: readonly Replanned[]): Promise<void> {
  if (leads.length === 0) return;
  await tx.query(
    `update campaign_leads cl
     set state = 'waiting', done_at = null, next_attempt_at = d.next_at, reason = d.reason, reason_facts = null,
       next_phone = d.phone, callback_at = case when cl.callback_at is null then null else d.next_at end,
       callback_moved_from = case when cl.callback_at is null then null
         when d.next_at <= coalesce(cl.callback_moved_from, cl.callback_at) then null
         else coalesce(cl.callback_moved_from, cl.callback_at) end
     from jsonb_to_recordset($3::jsonb) as d(lead_id uuid, reason text, next_at timestamptz, phone smallint)
     where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.lead_id = d.lead_id and cl.state in ('waiting', 'blocked')`,
    [
      tx.tenantId,
      campaignId,
      JSON.stringify(
        leads.map(({ leadId, reason, nextMs, phone }) => ({
          lead_id: leadId,
          reason,
          phone,
          next_at: new Date(nextMs).toISOString(),
        })),
      ),
    ],
  );
}

/** Campaigns whose workflow is to look at its leads again. */
export async function runningCampaigns(tx: TenantTx): Promise<CampaignId[]> {
  const rows = await tx.query<{ id: CampaignId }>(
    `select id from campaigns where tenant_id = $1 and status = 'running' order by id`,
    [tx.tenantId],
  );
  return rows.map(({ id }) => id);
}
