import type { CampaignId } from '../../domain/ids.ts';
import type { TenantTx } from '../connect.ts';

export type DueLead = {
  lead_id: string;
  priority: number;
  next_attempt_at: Date;
  next_phone: number;
  callback_at: Date | null;
  callback_moved_from: Date | null;
  attempts: number;
};

/**
 * Locks up to `limit` leads that fall due by `untilMs`, priority by priority and each in due order, skipping those that
 * another claim holds and leads that are in a call. The index is probed per priority: one scan over all priorities would
 * read every lead that is not due yet.
 */
export function claimDueLeads(
  tx: TenantTx,
  { campaignId, untilMs, limit, except }: { campaignId: CampaignId; untilMs: number; limit: number; except: string[] },
): Promise<DueLead[]> {
  return tx.query<DueLead>(
    `select due.* from generate_series(0, 9) as p
     cross join lateral (
       select cl.lead_id, cl.priority, cl.next_attempt_at, cl.next_phone, cl.callback_at, cl.callback_moved_from, cl.attempts
       from campaign_leads cl
       where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.state = 'waiting' and cl.priority = p
         and cl.next_attempt_at <= $3 and cl.lead_id <> all($5::uuid[])
         and not exists (select 1 from leases l where l.tenant_id = cl.tenant_id and l.lead_id = cl.lead_id)
       order by cl.next_attempt_at limit $4 for update of cl skip locked
     ) as due limit $4`,
    [tx.tenantId, campaignId, new Date(untilMs), limit, except],
  );
}
