import { z } from 'zod';
import type { TenantTx } from '../../../database/connect.ts';
import { Overview } from '../../contract/outlook.ts';
import { Instant } from '../../contract/time.ts';
import { defineRoute } from '../../http/route.ts';
import type { CampaignCounter } from '../campaigns/campaign-counts.ts';
import { endedBySpan } from '../campaigns/trend.ts';
import { attentionFor } from './attention.ts';

const DAY_MS = 86_400_000;
const BUCKET_SECONDS = 300;

export const getOverview = defineRoute({
  id: 'getOverview',
  method: 'get',
  path: '/api/v1/overview',
  tag: 'Overview',
  summary: 'Today at a glance: calls, campaigns, and what needs attention',
  access: 'campaigns:read',
  query: z.object({
    since: Instant.optional().meta({
      description: 'Where “today” begins, the viewer’s midnight for one; at most two days ago. Left out: 24 hours ago.',
    }),
  }),
  responses: { 200: { description: 'Counts of this moment.', body: Overview } },
  async handler({ tx, query }, deps) {
    const now = deps.now();
    const asked = query.since === undefined ? now - DAY_MS : Date.parse(query.since);
    const since = new Date(Math.min(now, Math.max(asked, now - 2 * DAY_MS)));
    const [tenant] = await tx.query<{ clock_offset_ms: string | null }>(
      'select clock_offset_ms from tenants where id = $1',
      [tx.tenantId],
    );
    const offset = Number(tenant?.clock_offset_ms ?? 0);
    return {
      status: 200,
      body: {
        at: new Date(now).toISOString(),
        since: since.toISOString(),
        demonstration: offset !== 0,
        today: await countToday(tx, since),
        groups: await endedBySpan(tx, BUCKET_SECONDS, { campaignId: null, since }),
        bucketSeconds: BUCKET_SECONDS,
        liveCalls: await countLive(tx),
        campaigns: await readCampaigns(tx, deps.campaignCounter),
        attention: await attentionFor(tx, now),
      },
    };
  },
});

type Today = {
  attempts: number;
  answered: number;
  conversations: number;
  talk_ms: string;
  opt_outs: number;
  blocked: number;
  deferred: number;
  median: number | null;
};

async function countToday(tx: TenantTx, since: Date) {
  const [row] = await tx.query<Today>(
    `select count(*)::int as attempts, count(answered_at)::int as answered,
       (count(*) filter (where talk_ms > 0))::int as conversations, coalesce(sum(talk_ms), 0)::text as talk_ms,
       (count(*) filter (where disposition = 'opted-out'))::int as opt_outs,
       (count(*) filter (where disposition = 'blocked'))::int as blocked,
       (count(*) filter (where disposition = 'deferred'))::int as deferred,
       percentile_cont(0.5) within group (order by first_audio_ms) as median
     from attempts where tenant_id = $1 and intended_at >= $2 and id >= uuid_floor($2::timestamptz - interval '1 day')`,
    [tx.tenantId, since],
  );
  return {
    attempts: row?.attempts ?? 0,
    answered: row?.answered ?? 0,
    conversations: row?.conversations ?? 0,
    talkMs: Number(row?.talk_ms ?? 0),
    optOuts: row?.opt_outs ?? 0,
    blocked: row?.blocked ?? 0,
    deferred: row?.deferred ?? 0,
    medianFirstAudioMs: row?.median ?? null,
  };
}

async function countLive(tx: TenantTx): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from calls where tenant_id = $1 and state in ('dialing', 'ringing', 'active')`,
    [tx.tenantId],
  );
  return row?.n ?? 0;
}

/** Those that run or wait for somebody, then the newest. Counted as their own screens count them. */
async function readCampaigns(tx: TenantTx, counter: CampaignCounter): Promise<Overview['campaigns']> {
  const campaigns = await tx.query<Pick<Overview['campaigns'][number], 'id' | 'name' | 'status'>>(
    `select id, name, status from campaigns where tenant_id = $1 and status <> 'archived'
     order by status = 'running' desc, status in ('paused', 'stopping') desc, id desc limit 6`,
    [tx.tenantId],
  );
  const counted: Overview['campaigns'] = [];
  for (const campaign of campaigns) {
    const { states } = await counter.of(tx, campaign.id);
    const of = (state: string) => states[state] ?? 0;
    const [done, blocked, waiting, live] = [of('done'), of('blocked'), of('waiting'), of('in-call')];
    counted.push({ ...campaign, total: done + blocked + waiting + live, done, blocked, waiting, live });
  }
  return counted;
}
