import { z } from 'zod';
import type { TenantTx } from '../../../database/connect.ts';
import { Overview } from '../../contract/outlook.ts';
import { Instant } from '../../contract/time.ts';
import { defineRoute } from '../../http/route.ts';
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
        campaigns: await readCampaigns(tx),
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
     from attempts where tenant_id = $1 and intended_at >= $2`,
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

/** Those that run or wait for somebody, then the newest. */
function readCampaigns(tx: TenantTx) {
  return tx.query<{
    id: string;
    name: string;
    status: string;
    total: number;
    done: number;
    blocked: number;
    waiting: number;
    live: number;
  }>(
    `select c.id, c.name, c.status, coalesce(n.total, 0)::int as total, coalesce(n.done, 0)::int as done,
       coalesce(n.blocked, 0)::int as blocked, coalesce(n.waiting, 0)::int as waiting, coalesce(n.live, 0)::int as live
     from (select id, name, status from campaigns where tenant_id = $1 and status <> 'archived'
           order by status = 'running' desc, status in ('paused', 'stopping') desc, id desc limit 6) c
     left join lateral (
       select count(*) as total, count(*) filter (where state = 'done') as done,
         count(*) filter (where state = 'blocked') as blocked, count(*) filter (where state = 'waiting') as waiting,
         count(*) filter (where state = 'in-call') as live
       from campaign_leads l where l.tenant_id = $1 and l.campaign_id = c.id) n on true`,
    [tx.tenantId],
  );
}
