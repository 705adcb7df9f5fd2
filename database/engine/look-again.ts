import type { CampaignId, TenantId } from '../../domain/ids.ts';
import type { Database } from '../connect.ts';

/** Leads a transaction: a claim waits for one of these at most. */
const AT_ONCE = 5_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Makes the leads due that wait for a calling window which is no longer the campaign's, a promised callback at the time it
 * was promised for. The claim asks the rules anew and puts off again whom it may not call: this allows nothing. Goes on
 * from where it is when it is repeated. Resolves with how many leads there were.
 */
export async function lookAgainAtWindow(
  database: Pick<Database, 'inTenant'>,
  tenantId: TenantId,
  campaignId: CampaignId,
  nowMs: number,
): Promise<number> {
  let looked = 0;
  for (let after = BEFORE_ALL, full = true; full; ) {
    const leads = await database.inTenant(tenantId, (tx) =>
      tx.query<{ lead_id: string }>(
        `with held as (
           select lead_id from campaign_leads
           where tenant_id = $1 and campaign_id = $2 and lead_id > $3 and state = 'waiting' and reason = 'outside-window'
           order by lead_id limit $5 for update
         )
         update campaign_leads cl
         set next_attempt_at = greatest($4, coalesce(cl.callback_moved_from, cl.callback_at, $4)),
           callback_at = case when cl.callback_at is not null then greatest($4, coalesce(cl.callback_moved_from, cl.callback_at)) end,
           callback_moved_from = case when coalesce(cl.callback_moved_from, cl.callback_at) < $4
             then coalesce(cl.callback_moved_from, cl.callback_at) end,
           reason = case when cl.callback_at is not null then 'callback-requested' end, reason_facts = null
         from held where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.lead_id = held.lead_id
         returning cl.lead_id`,
        [tenantId, campaignId, after, new Date(nowMs), AT_ONCE],
      ),
    );
    looked += leads.length;
    full = leads.length === AT_ONCE;
    for (const { lead_id } of leads) if (lead_id > after) after = lead_id;
  }
  return looked;
}
