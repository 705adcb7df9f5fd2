import type { CampaignId } from '../../domain/ids.ts';
import type { CampaignStatus } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

/** What screening, dialling and retries need of a campaign and its tenant. */
export type CampaignRules = {
  status: CampaignStatus;
  name: string;
  calling_window: Record<string, unknown>;
  retries: Record<string, unknown>;
  caller_ids: unknown[];
  ring_timeout_ms: number;
  max_call_ms: number;
  recording_place: string;
  clock_offset_ms: string | null;
  attempts_per_number_per_day: number;
  attempts_per_lead_per_day: number;
};

/** Null: no such campaign in this tenant. */
export async function readCampaignRules(tx: TenantTx, campaignId: CampaignId): Promise<CampaignRules | null> {
  const rows = await tx.query<CampaignRules>(
    // Campaigns keep ids of own numbers; a number that is not active any more is not shown to anybody.
    `select c.status, c.name, c.calling_window, c.retries, c.ring_timeout_ms,
       (select coalesce(jsonb_agg(n.e164 order by n.id), '[]') from phone_numbers n
        where n.tenant_id = c.tenant_id and n.status = 'active' and c.caller_ids ? n.id::text) as caller_ids,
       c.max_call_ms, c.recording_place,
       t.clock_offset_ms, t.attempts_per_number_per_day, t.attempts_per_lead_per_day
     from campaigns c join tenants t on t.id = c.tenant_id where c.tenant_id = $1 and c.id = $2`,
    [tx.tenantId, campaignId],
  );
  return rows[0] ?? null;
}
