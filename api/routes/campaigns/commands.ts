import { enrolLeads } from '../../../database/engine/enrol-leads.ts';
import type { TenantTx } from '../../../database/connect.ts';
import type { CampaignId } from '../../../domain/ids.ts';
import { nameOf } from '../../auth/principal.ts';
import { Campaign, CampaignCheck, CommandAnswer, StopQuery } from '../../contract/campaigns.ts';
import { idParams } from '../../contract/id.ts';
import type { ProblemField } from '../../contract/problem.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { conflict, Problem } from '../../http/problem.ts';
import { defineRoute, type TenantScope } from '../../http/route.ts';
import { lastProblems, startProblems } from './campaign-problems.ts';
import { type CampaignRow, presentCampaign, readCampaign } from './campaign-row.ts';
import { commandEffect, moveCampaign, startEffect } from './command.ts';
import { deliverNow } from '../../effects/deliver-now.ts';
import { noteFirstPlan } from './retries-change.ts';

const common = { method: 'post', tag: 'Campaigns', params: idParams<CampaignId>() } as const;
const answered = { 200: { description: 'Done, or done already.', body: CommandAnswer } };

export const checkCampaign = defineRoute({
  id: 'checkCampaign',
  method: 'get',
  path: '/api/v1/campaigns/:id/check',
  tag: 'Campaigns',
  summary: 'What keeps the campaign from starting',
  access: 'campaigns:read',
  params: idParams(),
  responses: { 200: { description: 'Every problem at once.', body: CampaignCheck } },
  async handler({ tx, params }, deps) {
    const row = await readCampaign(tx, params.id);
    const problems = await startProblems(tx, row, { zones: deps.zones, nowMs: deps.now() });
    const { chosenDialer } = presentCampaign(row);
    return { status: 200, body: { ready: problems.length === 0, problems, chosenDialer } };
  },
});

export const startCampaign = defineRoute({
  ...common,
  id: 'startCampaign',
  path: '/api/v1/campaigns/:id/start',
  summary: 'Start dialling',
  description:
    'Refused with every problem at once when the campaign cannot run. Starting one that runs changes nothing.',
  access: 'campaigns:run',
  responses: answered,
  async handler(scope, deps) {
    const { tx, params, principal } = scope;
    const row = await readCampaign(tx, params.id, { lock: true });
    if (row.status === 'running') return alreadyThere(scope, 'It is running already.');
    if (row.status === 'paused') throw conflict('paused', 'The campaign is paused. Resume it: POST /resume.');
    if (row.status === 'stopping')
      throw conflict('stopping', 'Calls of the last run are still ending. Start it again in a moment.');
    if (row.status === 'archived') throw conflict('archived', 'An archived campaign does not start. Clone it.');
    refuseUnready(await startProblems(tx, row, { zones: deps.zones, nowMs: deps.now() }), 'start');
    if (row.status === 'draft') await noteFirstPlan(tx, row, nameOf(principal), deps.now());
    for (const listId of row.list_ids) await enrolLeads(tx, { campaignId: params.id, listId });
    refuseUnready(await lastProblems(tx, row), 'start');
    const outbox = await moveCampaign(tx, row, 'running', nameOf(principal), deps.now(), () => [
      startEffect(tx, row.id),
    ]);
    const { chosenDialer } = presentCampaign(row);
    return carriedOut(scope, deps, outbox, `Started with the ${chosenDialer.dialer} dialer. ${chosenDialer.because}`);
  },
});

export const pauseCampaign = defineRoute({
  ...common,
  id: 'pauseCampaign',
  path: '/api/v1/campaigns/:id/pause',
  summary: 'Pause dialling',
  description:
    'Takes effect at once, also while Temporal is down: nothing is dialled any more. Calls in progress go on.',
  access: 'campaigns:halt',
  responses: answered,
  async handler(scope, deps) {
    const { tx, params, principal } = scope;
    const row = await readCampaign(tx, params.id, { lock: true });
    if (row.status === 'paused') return alreadyThere(scope, 'It is paused already.');
    if (row.status !== 'running')
      throw conflict('not-running', `The campaign is ${row.status}. Only one that runs can be paused.`);
    const by = nameOf(principal);
    const outbox = await moveCampaign(tx, row, 'paused', by, deps.now(), (revision) => [
      commandEffect(row.id, { kind: 'pause', revision, by }),
    ]);
    return carriedOut(scope, deps, outbox, 'Paused. Calls in progress go on to their end.');
  },
});

export const resumeCampaign = defineRoute({
  ...common,
  id: 'resumeCampaign',
  path: '/api/v1/campaigns/:id/resume',
  summary: 'Resume dialling',
  access: 'campaigns:run',
  responses: answered,
  async handler(scope, deps) {
    const { tx, params, principal } = scope;
    const row = await readCampaign(tx, params.id, { lock: true });
    if (row.status === 'running') return alreadyThere(scope, 'It is running already.');
    if (row.status !== 'paused')
      throw conflict(
        'not-paused',
        `The campaign is ${row.status}. Only a paused one can be resumed; others are started.`,
      );
    refuseUnready(await startProblems(tx, row, { zones: deps.zones, nowMs: deps.now() }), 'go on');
    refuseUnready(await lastProblems(tx, row), 'go on');
    const by = nameOf(principal);
    const outbox = await moveCampaign(tx, row, 'running', by, deps.now(), (revision) => [
      startEffect(tx, row.id),
      commandEffect(row.id, { kind: 'resume', revision, by }),
    ]);
    return carriedOut(scope, deps, outbox, 'Resumed.');
  },
});

export const stopCampaign = defineRoute({
  ...common,
  id: 'stopCampaign',
  path: '/api/v1/campaigns/:id/stop',
  summary: 'Stop the campaign',
  description:
    'Nothing is dialled any more, at once. `calls=finish` lets calls in progress end by themselves; `calls=hang-up` ends them now.',
  access: 'campaigns:halt',
  query: StopQuery,
  responses: answered,
  async handler(scope, deps) {
    const { tx, params, query, principal } = scope;
    const row = await readCampaign(tx, params.id, { lock: true });
    const { calls } = query;
    if (row.status === 'stopped' || row.status === 'completed')
      return alreadyThere(scope, `It is ${row.status} already.`);
    const stoppable = ['running', 'paused', 'stopping'].includes(row.status);
    if (!stoppable) throw conflict('not-running', `The campaign is ${row.status}. There is nothing to stop.`);
    if (row.status === 'stopping' && calls === 'finish') return alreadyThere(scope, 'It is stopping already.');
    const by = nameOf(principal);
    const outbox = await moveCampaign(tx, row, 'stopping', by, deps.now(), (revision) => [
      // The workflow ends what is going on, also when it had to be started for that.
      startEffect(tx, row.id),
      commandEffect(row.id, { kind: 'stop', revision, by, calls }),
    ]);
    const how = calls === 'finish' ? 'Calls in progress go on to their end.' : 'Calls in progress are hung up.';
    return carriedOut(scope, deps, outbox, `Stopping. ${how}`);
  },
});

export const archiveCampaign = defineRoute({
  ...common,
  id: 'archiveCampaign',
  path: '/api/v1/campaigns/:id/archive',
  summary: 'Archive a campaign that is over',
  access: 'campaigns:write',
  responses: { 200: { description: 'Archived.', body: Campaign } },
  async handler({ tx, params, principal }, deps) {
    const row = await readCampaign(tx, params.id, { lock: true });
    if (['running', 'paused', 'stopping'].includes(row.status)) {
      throw conflict('still-running', `The campaign is ${row.status}. Stop it first.`);
    }
    if (row.status !== 'archived') await moveCampaign(tx, row, 'archived', nameOf(principal), deps.now(), () => []);
    const campaign = presentCampaign(await readCampaign(tx, params.id));
    return { status: 200, body: campaign, version: campaign.version };
  },
});

export const unarchiveCampaign = defineRoute({
  ...common,
  id: 'unarchiveCampaign',
  path: '/api/v1/campaigns/:id/unarchive',
  summary: 'Bring an archived campaign back into sight',
  description: 'As it was before: a draft, stopped or completed. Nothing is dialled by it.',
  access: 'campaigns:write',
  responses: { 200: { description: 'Back in sight.', body: Campaign } },
  async handler({ tx, params, principal }, deps) {
    const row = await readCampaign(tx, params.id, { lock: true });
    if (row.status === 'archived')
      await moveCampaign(tx, row, await statusBeforeArchive(tx, row), nameOf(principal), deps.now(), () => []);
    const campaign = presentCampaign(await readCampaign(tx, params.id));
    return { status: 200, body: campaign, version: campaign.version };
  },
});

/** One that has started can only have been over; which way, its last move tells as long as events are kept. */
async function statusBeforeArchive(tx: TenantTx, row: CampaignRow): Promise<'draft' | 'stopped' | 'completed'> {
  if (row.started_at === null) return 'draft';
  const [move] = await tx.query<{ before: string | null }>(
    `select data->>'from' as before from events
     where tenant_id = $1 and campaign_id = $2 and type = 'campaign.status' and data->>'to' = 'archived'
     order by id desc limit 1`,
    [tx.tenantId, row.id],
  );
  return move?.before === 'completed' ? 'completed' : 'stopped';
}

/** Settings may have changed since it was paused, or since it was made. @throws Problem 409 with every problem at once */
function refuseUnready(errors: readonly ProblemField[], verb: string): void {
  if (errors.length === 0) return;
  const things = errors.length === 1 ? 'One thing is' : `${errors.length} things are`;
  const detail = `${things} in the way: see errors.`;
  throw new Problem(409, 'campaign-not-ready', `The campaign cannot ${verb}`, detail, { errors });
}

type Scope = TenantScope & { params: { id: CampaignId } };

async function alreadyThere({ tx, params }: Scope, message: string) {
  const campaign = presentCampaign(await readCampaign(tx, params.id));
  return { status: 200, body: { campaign, delivered: true, message } } as const;
}

/** Answers once the workflow heard of it, or says that it will. */
async function carriedOut({ tx, params }: Scope, deps: ApiDependencies, outbox: readonly string[], message: string) {
  const campaign = presentCampaign(await readCampaign(tx, params.id));
  const late = `${message} The engine has not answered yet; what it has to do follows by itself.`;
  return {
    status: 200,
    body: { campaign, delivered: false, message: late },
    afterCommit: async () => {
      const delivered = await deliverNow(deps, tx.tenantId, outbox);
      return { campaign, delivered, message: delivered ? message : late };
    },
  } as const;
}
