import type { CampaignId } from '../../domain/ids.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { type CampaignStatus, type ContactKind, DEV_CARRIERS } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

/** What screening, dialling and retries need of a campaign and its tenant. */
export type CampaignRules = {
  status: CampaignStatus;
  name: string;
  schedule: Schedule;
  calling_window: Record<string, unknown>;
  retries: Record<string, unknown>;
  ring_timeout_ms: number;
  max_call_ms: number;
  recording_place: string;
  clock_offset_ms: string | null;
  attempts_per_number_per_day: number;
  attempts_per_lead_per_day: number;
  call_kind: ContactKind;
  automated_voice: boolean;
  subject: string | null;
  /** Of the tenant's compliance profile: compiled rules are kept under it. 0: it has none. */
  profile_revision: number;
  /** Its trunk's carrier makes real telephones ring; false for development carriers, and where no trunk is chosen. */
  reaches_telephones: boolean;
  /** Postgres's clock as it answered, epoch milliseconds. */
  database_now_ms: number;
};

/** Null: no such campaign in this tenant. */
export async function readCampaignRules(tx: TenantTx, campaignId: CampaignId): Promise<CampaignRules | null> {
  const rows = await tx.query<CampaignRules>(
    `select c.status, c.name, c.schedule, c.calling_window, c.retries, c.ring_timeout_ms, c.max_call_ms, c.recording_place,
       t.clock_offset_ms, t.attempts_per_number_per_day, t.attempts_per_lead_per_day, c.call_kind, c.automated_voice,
       c.subject, coalesce(p.revision, 0)::int as profile_revision,
       coalesce(k.carrier <> all($3::text[]), false) as reaches_telephones,
       (extract(epoch from clock_timestamp()) * 1000)::float8 as database_now_ms
     from campaigns c join tenants t on t.id = c.tenant_id
     left join trunks k on k.id = c.trunk_id
     left join compliance_profiles p on p.tenant_id = c.tenant_id
     where c.tenant_id = $1 and c.id = $2`,
    [tx.tenantId, campaignId, DEV_CARRIERS],
  );
  return rows[0] ?? null;
}

/**
 * The numbers that the campaign may show (E.164), in one order. It names own numbers, by id or as they are dialled; one
 * that is not the tenant's, or not active any more, is not shown to anybody.
 */
export async function readCallerIds(tx: TenantTx, campaignId: CampaignId): Promise<string[]> {
  const rows = await tx.query<{ e164: string }>(
    `select n.e164 from campaigns c
     join phone_numbers n on n.tenant_id = c.tenant_id and n.status = 'active'
       and (c.caller_ids ? n.id::text or c.caller_ids ? n.e164)
     where c.tenant_id = $1 and c.id = $2 order by n.id`,
    [tx.tenantId, campaignId],
  );
  return rows.map((row) => row.e164);
}
