import type { AttemptId } from '../../domain/ids.ts';
import type { AttemptState, CampaignStatus, CarrierName } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

export type CallPlan = {
  state: AttemptState;
  campaign_id: string | null;
  lead_id: string | null;
  agent_id: string;
  carrier: CarrierName;
  room: string;
  fenced_at: Date | null;
  dial_started_at: Date | null;
  leased: boolean;
  media: boolean;
  /** Null for a call without a campaign. */
  campaign_status: CampaignStatus | null;
};

/** What preparation and the fence need of an attempt, in one query. */
export async function readCallPlan(tx: TenantTx, attemptId: AttemptId): Promise<CallPlan | undefined> {
  const rows = await tx.query<CallPlan>(
    `select a.state, a.campaign_id, a.lead_id, a.agent_id, a.carrier, a.room, a.fenced_at, a.dial_started_at,
       l.attempt_id is not null as leased, coalesce(l.media, a.carrier <> 'fake') as media, c.status as campaign_status
     from attempts a
     left join leases l on l.tenant_id = a.tenant_id and l.attempt_id = a.id
     left join campaigns c on c.tenant_id = a.tenant_id and c.id = a.campaign_id
     where a.tenant_id = $1 and a.id = $2`,
    [tx.tenantId, attemptId],
  );
  return rows[0];
}
