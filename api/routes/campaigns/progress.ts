import type { TenantTx } from '../../../database/connect.ts';
import { localTime } from '../../../numbering/local-time.ts';
import { campaignView, workflowIds } from '../../../workflows/contract.ts';
import { CampaignProgress } from '../../contract/campaigns.ts';
import { idParams } from '../../contract/id.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { defineRoute } from '../../http/route.ts';
import { temporalLink } from '../../http/temporal-link.ts';
import { type CampaignRow, readCampaign } from './campaign-row.ts';

type Now = {
  live: number;
  next_due: Date | null;
  next_zone: string | null;
  clock_offset_ms: string | null;
};

export const getProgress = defineRoute({
  id: 'getCampaignProgress',
  method: 'get',
  path: '/api/v1/campaigns/:id/progress',
  tag: 'Campaigns',
  summary: 'Where the campaign stands, and why it is not dialling',
  access: 'campaigns:read',
  params: idParams(),
  responses: { 200: { description: 'Counts of this moment.', body: CampaignProgress } },
  async handler({ tx, params }, deps) {
    const row = await readCampaign(tx, params.id);
    const counts = await deps.campaignCounter.of(tx, params.id);
    const now = await readNow(tx, params.id);
    const offset = Number(now.clock_offset_ms ?? 0);
    const demonstration = offset !== 0;
    const of = (name: string) => counts.states[name] ?? 0;
    const leads = { waiting: of('waiting'), inCall: of('in-call'), done: of('done'), blocked: of('blocked') };
    const due = now.next_due === null ? null : now.next_due.getTime() + offset;
    const body: CampaignProgress = {
      campaignId: row.id,
      name: row.name,
      status: row.status,
      details: sentence(row, leads.waiting, now.live),
      leads: { total: leads.waiting + leads.inCall + leads.done + leads.blocked, ...leads },
      liveCalls: now.live,
      attempts: Object.values(counts.ended).reduce((sum, n) => sum + n, now.live),
      dispositions: counts.ended,
      lastDispositions: counts.last,
      refusals: counts.refusals,
      nextDueAt: due === null ? null : new Date(due).toISOString(),
      nextDue: due === null ? null : localTime(due, now.next_zone ?? 'UTC', deps.zones, { demonstration }),
      callbacksPromised: counts.callbacks,
      workflowUrl: row.started_at === null ? null : temporalLink(deps.config.temporal, workflowIds.campaign(row.id)),
      demonstration,
      clockOffsetMs: offset,
      at: new Date(deps.now() + offset).toISOString(),
    };
    return {
      status: 200,
      body,
      afterCommit: async () => ({ ...body, details: (await askWorkflow(deps, row)) ?? body.details }),
    };
  },
});

/** What may not be seconds old, by index: what is next due is probed priority by priority. */
async function readNow(tx: TenantTx, campaignId: string): Promise<Now> {
  const [row] = await tx.query<Now>(
    `select next.next_attempt_at as next_due, next.zone as next_zone, t.clock_offset_ms,
       (select count(*)::int from leases where tenant_id = $1 and campaign_id = $2) as live
     from tenants t
     left join lateral (
       select first.next_attempt_at, first.zone from generate_series(0, 9) as p
       cross join lateral (
         select next_attempt_at, reason_facts->'zones'->>0 as zone from campaign_leads
         where tenant_id = $1 and campaign_id = $2 and state = 'waiting' and priority = p order by next_attempt_at limit 1
       ) as first
       order by 1 limit 1
     ) next on true
     where t.id = $1`,
    [tx.tenantId, campaignId],
  );
  return row ?? { live: 0, next_due: null, next_zone: null, clock_offset_ms: null };
}

/** The workflow knows best what it waits for; undefined when it does not run or does not answer soon. */
async function askWorkflow({ temporal }: ApiDependencies, row: CampaignRow): Promise<string | undefined> {
  if (row.status !== 'running' && row.status !== 'paused' && row.status !== 'stopping') return undefined;
  try {
    const view = await temporal.withDeadline(Date.now() + 500, () =>
      temporal.workflow.getHandle(workflowIds.campaign(row.id)).query(campaignView),
    );
    return view.details === '' ? undefined : view.details;
  } catch {
    return undefined;
  }
}

function sentence(row: CampaignRow, waiting: number, live: number): string {
  const left = `${waiting} ${waiting === 1 ? 'lead' : 'leads'} left`;
  const calls = live === 0 ? '' : `; ${live} ${live === 1 ? 'call' : 'calls'} in progress`;
  return `${row.status}${calls}; ${left}`;
}
