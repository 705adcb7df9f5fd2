import type { Logger } from 'pino';
import type { Database, TenantTx } from '../../../database/connect.ts';
import type { TenantId } from '../../../domain/ids.ts';

/** Totals over every lead and ended attempt of a campaign. */
export type CampaignCounts = {
  states: Record<string, number>;
  last: Record<string, number>;
  refusals: Record<string, number>;
  ended: Record<string, number>;
  callbacks: number;
};

/** Up to so many leads and attempts a count takes some milliseconds, and is done for each request. */
const LARGE = 5_000;
/** A large campaign is counted at most this share of the time, however many watch it: a million leads take a second. */
const COUNTING_SHARE = 0.1;
const SOONEST_MS = 1_000;
/** Totals that nobody has asked for since are counted before they are shown again. */
const TOO_OLD_MS = 30_000;
const MOST_REMEMBERED = 500;

interface Counted {
  counts: CampaignCounts;
  atMs: number;
  tookMs: number;
}

export interface CampaignCounter {
  /** Exact for a small campaign; seconds old for a large one, which is counted anew beside the request. */
  of(tx: TenantTx, campaignId: string): Promise<CampaignCounts>;
}

export function createCampaignCounter(deps: {
  database: Pick<Database, 'inTenant'>;
  log: Pick<Logger, 'warn'>;
  /** Steady milliseconds. */
  nowMs(): number;
}): CampaignCounter {
  const remembered = new Map<string, Counted>();
  const counting = new Map<string, Promise<CampaignCounts>>();

  return {
    async of(tx, campaignId) {
      const before = remembered.get(campaignId);
      if (!before) return count(tx, campaignId);
      const age = deps.nowMs() - before.atMs;
      const again =
        age >= Math.max(SOONEST_MS, before.tookMs / COUNTING_SHARE) ? beside(tx.tenantId, campaignId) : null;
      return again && age > Math.max(TOO_OLD_MS, 2 * (before.tookMs / COUNTING_SHARE))
        ? again.catch(() => before.counts)
        : before.counts;
    },
  };

  async function count(tx: TenantTx, campaignId: string): Promise<CampaignCounts> {
    const startedMs = deps.nowMs();
    const counts = await countAll(tx, campaignId);
    remembered.delete(campaignId);
    if (sizeOf(counts) <= LARGE) return counts;
    const atMs = deps.nowMs();
    remembered.set(campaignId, { counts, atMs, tookMs: atMs - startedMs });
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MOST_REMEMBERED) break;
      remembered.delete(oldest);
    }
    return counts;
  }

  /** One count at a time, on a connection of its own. A failure leaves what is known. */
  function beside(tenantId: TenantId, campaignId: string): Promise<CampaignCounts> {
    const running = counting.get(campaignId);
    if (running) return running;
    const started = deps.database
      .inTenant(tenantId, (tx) => count(tx, campaignId))
      .finally(() => counting.delete(campaignId));
    counting.set(campaignId, started);
    started.catch((error: unknown) => deps.log.warn({ err: error, campaignId }, 'leads could not be counted'));
    return started;
  }
}

function sizeOf({ states, ended }: CampaignCounts): number {
  return [...Object.values(states), ...Object.values(ended)].reduce((sum, n) => sum + n, 0);
}

/** Reads every lead and ended attempt of the campaign, once. */
export async function countAll(tx: TenantTx, campaignId: string): Promise<CampaignCounts> {
  const [row] = await tx.query<CampaignCounts>(
    `with grouped as (
       select state, last_disposition, reason, count(*)::int as n,
         (count(*) filter (where state = 'waiting' and callback_at is not null))::int as promised
       from campaign_leads where tenant_id = $1 and campaign_id = $2 group by 1, 2, 3
     ), ended as (
       select disposition, count(*)::int as n from attempts
       where tenant_id = $1 and campaign_id = $2 and disposition is not null group by 1
     )
     select
       (select coalesce(jsonb_object_agg(state, n), '{}') from (select state, sum(n) as n from grouped group by 1) s) as states,
       (select coalesce(jsonb_object_agg(last_disposition, n), '{}')
        from (select last_disposition, sum(n) as n from grouped where last_disposition is not null group by 1) d) as last,
       (select coalesce(jsonb_object_agg(reason, n), '{}')
        from (select reason, sum(n) as n from grouped where reason is not null and state in ('waiting', 'blocked') group by 1) r)
         as refusals,
       (select coalesce(jsonb_object_agg(disposition, n), '{}') from ended) as ended,
       (select coalesce(sum(promised), 0)::int from grouped) as callbacks`,
    [tx.tenantId, campaignId],
  );
  return row ?? { states: {}, last: {}, refusals: {}, ended: {}, callbacks: 0 };
}
