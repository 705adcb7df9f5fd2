import type { TenantTx } from '../../../database/connect.ts';
import { enrolLeads } from '../../../database/engine/enrol-leads.ts';
import type { CampaignId } from '../../../domain/ids.ts';
import type { CampaignRow } from './campaign-row.ts';

/** Campaigns in these states have their leads; others get them when they start. */
const ENROLLED = ['running', 'paused', 'stopping', 'stopped', 'completed'];

/**
 * Leads follow the lists of a campaign that was started: those of a list it lost are not called any more, those of one it
 * gained are. A lead that was called already keeps its record.
 */
export async function followLists(tx: TenantTx, before: CampaignRow, after: CampaignRow, nowMs: number): Promise<void> {
  if (!ENROLLED.includes(before.status)) return;
  const lost = before.list_ids.filter((id) => !after.list_ids.includes(id));
  if (lost.length > 0) await dropLeads(tx, after.id, lost, nowMs);
  for (const listId of after.list_ids) {
    if (!before.list_ids.includes(listId)) await enrolLeads(tx, { campaignId: after.id as CampaignId, listId });
  }
}

async function dropLeads(tx: TenantTx, campaignId: string, listIds: readonly string[], nowMs: number): Promise<void> {
  const ofThem = `cl.tenant_id = $1 and cl.campaign_id = $2 and cl.state = 'waiting'
    and l.tenant_id = cl.tenant_id and l.id = cl.lead_id and l.list_id = any($3::uuid[])`;
  await tx.query(`delete from campaign_leads cl using leads l where ${ofThem} and cl.attempts = 0`, [
    tx.tenantId,
    campaignId,
    listIds,
  ]);
  await tx.query(
    `update campaign_leads cl set state = 'done', reason = 'list-removed', reason_facts = null, callback_at = null, done_at = $4
     from leads l where ${ofThem}`,
    [tx.tenantId, campaignId, listIds, new Date(nowMs)],
  );
}
