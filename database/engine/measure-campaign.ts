import type { CampaignId } from '../../domain/ids.ts';
import type { Schedule } from '../../domain/schedule.ts';
import type { CampaignStatus, Disposition } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

export type CampaignRow = {
  status: CampaignStatus;
  revision: number;
  schedule: Schedule;
  ramp_up: Record<string, unknown>;
  started_at: Date | null;
  clock_offset_ms: string | null;
  /** Postgres's clock as it answered, epoch milliseconds. */
  database_now_ms: number;
};

export async function readCampaign(tx: TenantTx, campaignId: CampaignId): Promise<CampaignRow | undefined> {
  const rows = await tx.query<CampaignRow>(
    `select c.status, c.revision, c.schedule, c.ramp_up, c.started_at, t.clock_offset_ms,
       (extract(epoch from clock_timestamp()) * 1000)::float8 as database_now_ms
     from campaigns c join tenants t on t.id = c.tenant_id where c.tenant_id = $1 and c.id = $2`,
    [tx.tenantId, campaignId],
  );
  return rows[0];
}

export type DueRow = { due_now: number; next_due_at: Date | null; any_waiting: boolean; in_call: number };

/** More due leads than this are not counted: a tick places fewer. */
const MOST_COUNTED = 1000;

/** What the tick needs exactly, by index probes per priority: cheap whatever the number of leads. */
export async function readDue(tx: TenantTx, campaignId: CampaignId, nowMs: number): Promise<DueRow> {
  const rows = await tx.query<DueRow>(
    `select coalesce(sum(due.n), 0)::int as due_now, min(next.at) as next_due_at,
       bool_or(next.at is not null) as any_waiting,
       (select count(*) from leases l where l.tenant_id = $1 and l.campaign_id = $2)::int as in_call
     from generate_series(0, 9) as p
     cross join lateral (
       select count(*) as n from (
         select 1 from campaign_leads cl
         where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.state = 'waiting' and cl.priority = p
           and cl.next_attempt_at <= $3 limit ${MOST_COUNTED}
       ) as counted
     ) as due
     cross join lateral (
       select min(cl.next_attempt_at) as at from campaign_leads cl
       where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.state = 'waiting' and cl.priority = p
     ) as next`,
    [tx.tenantId, campaignId, new Date(nowMs)],
  );
  return rows[0] ?? { due_now: 0, next_due_at: null, any_waiting: false, in_call: 0 };
}

export type CountsRow = {
  waiting: number;
  done: number;
  blocked: number;
  window_leads: number;
  window_zones: number;
  window_opens_at: Date | null;
  window_zone: string | null;
};

/** Totals for people. Reads every lead of the campaign. */
export async function countLeads(tx: TenantTx, campaignId: CampaignId): Promise<CountsRow> {
  const rows = await tx.query<CountsRow>(
    `with held as (
       select reason_facts->'zones'->>0 as zone, count(*)::int as leads, min(next_attempt_at) as opens_at
       from campaign_leads
       where tenant_id = $1 and campaign_id = $2 and state = 'waiting' and reason = 'outside-window' group by 1
     )
     select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'done')::int as done,
       count(*) filter (where state = 'blocked')::int as blocked,
       (select coalesce(sum(leads), 0)::int from held) as window_leads,
       (select count(zone)::int from held) as window_zones,
       (select min(opens_at) from held) as window_opens_at,
       (select zone from held order by opens_at limit 1) as window_zone
     from campaign_leads where tenant_id = $1 and campaign_id = $2`,
    [tx.tenantId, campaignId],
  );
  const none = { waiting: 0, done: 0, blocked: 0, window_leads: 0, window_zones: 0 };
  return rows[0] ?? { ...none, window_opens_at: null, window_zone: null };
}

export type OutcomeRow = { ended_at: Date; disposition: Disposition };

/** The breaker needs a fair sample, not every call of a busy campaign. */
const MOST_OUTCOMES = 200;
/** An attempt ends at most this long after it was made; its id tells when that was, and with it the partition. */
const LONGEST_CALL_MS = 26 * 60 * 60 * 1000;

/** The newest endings since `sinceMs`, oldest first. */
export async function readOutcomes(tx: TenantTx, campaignId: CampaignId, sinceMs: number): Promise<OutcomeRow[]> {
  const rows = await tx.query<OutcomeRow>(
    `select ended_at, disposition from attempts
     where tenant_id = $1 and campaign_id = $2 and ended_at >= $3 and id >= uuid_floor($4)
     order by ended_at desc limit ${MOST_OUTCOMES}`,
    [tx.tenantId, campaignId, new Date(sinceMs), new Date(sinceMs - LONGEST_CALL_MS)],
  );
  return rows.reverse();
}
