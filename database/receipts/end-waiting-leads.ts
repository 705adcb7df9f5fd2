import type { TenantTx } from '../connect.ts';
import type { Suppression } from '../engine/insert-suppression.ts';
import { LEADS_OF_THE_PERSON } from './leads-of-the-person.ts';

export type EndedLead = { campaign_id: string; lead_id: string; promised: boolean };

/** Leads of the person that wait in any campaign the refusal is for are done with; `promised`: with their callback. */
export function endWaitingLeads(
  tx: TenantTx,
  suppression: Pick<Suppression, 'numberHmac' | 'campaignId' | 'source'>,
  nowMs: number,
): Promise<EndedLead[]> {
  return tx.query<EndedLead>(
    `update campaign_leads cl
     set state = 'blocked', reason = 'suppressed', reason_facts = jsonb_build_object('source', $4::text), done_at = $5,
       callback_at = null
     where cl.tenant_id = $1 and cl.state = 'waiting' and ($3::uuid is null or cl.campaign_id = $3)
       and cl.lead_id = any(${LEADS_OF_THE_PERSON})
     returning cl.campaign_id, cl.lead_id, old.callback_at is not null as promised`,
    [tx.tenantId, suppression.numberHmac, suppression.campaignId, suppression.source, new Date(nowMs)],
  );
}
