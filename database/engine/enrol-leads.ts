import type { CampaignId } from '../../domain/ids.ts';
import type { TenantTx } from '../connect.ts';

/**
 * Puts the leads of a list into a campaign, once each: leads that are there keep their progress. `importId` limits it to
 * the leads of one import, `leadIds` to a chunk. Returns how many were added.
 */
export async function enrolLeads(
  tx: TenantTx,
  {
    campaignId,
    listId,
    importId,
    leadIds,
  }: { campaignId: CampaignId; listId: string; importId?: string; leadIds?: string[] },
): Promise<number> {
  const result = await tx.client.query(
    `insert into campaign_leads (tenant_id, campaign_id, lead_id, priority)
     select l.tenant_id, $2, l.id, l.priority from leads l
     where l.tenant_id = $1 and l.list_id = $3 and ($4::uuid is null or l.import_id = $4)
       and ($5::uuid[] is null or l.id = any($5))
     on conflict do nothing`,
    [tx.tenantId, campaignId, listId, importId ?? null, leadIds ?? null],
  );
  return result.rowCount ?? 0;
}

/**
 * Puts leads that a list has just gained into every campaign that calls the list and has not ended. Returns the campaigns
 * that got any, for their wake-up. A campaign that is about to complete waits for this, or this for it.
 */
export async function enrolInCampaignsOfList(
  tx: TenantTx,
  { listId, importId, leadIds }: { listId: string; importId?: string; leadIds?: string[] },
): Promise<CampaignId[]> {
  const rows = await tx.query<{ campaign_id: CampaignId }>(
    `with calling as (
       select c.id from campaign_lists cl
       join campaigns c on c.tenant_id = cl.tenant_id and c.id = cl.campaign_id
       where cl.tenant_id = $1 and cl.list_id = $2 and c.status not in ('stopped', 'completed', 'archived')
       for key share of c
     ), added as (
       insert into campaign_leads (tenant_id, campaign_id, lead_id, priority)
       select l.tenant_id, calling.id, l.id, l.priority
       from calling cross join leads l
       where l.tenant_id = $1 and l.list_id = $2 and ($3::uuid is null or l.import_id = $3)
         and ($4::uuid[] is null or l.id = any($4))
       on conflict do nothing returning campaign_id
     )
     select distinct campaign_id from added`,
    [tx.tenantId, listId, importId ?? null, leadIds ?? null],
  );
  return rows.map((row) => row.campaign_id);
}
