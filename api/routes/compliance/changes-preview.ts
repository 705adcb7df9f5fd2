import { listEffects } from '../../../database/changes/effects.ts';
import { findRun, insertRun, latestRun, type RunKind, type RunRow } from '../../../database/changes/runs.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { addToOutbox } from '../../../database/engine/outbox.ts';
import type { RunInput } from '../../../workflows/contract.ts';
import { sliceCancel, workflowIds, WORKFLOWS } from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { RuleChangeEffectPage, RuleChangeRun } from '../../contract/compliance-changes.ts';
import { idParams } from '../../contract/id.ts';
import { PageQuery } from '../../contract/page.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { answerThenDeliver, answerThenSignal } from '../../effects/answer-then-deliver.ts';
import { startOnce } from '../../effects/start-once.ts';
import { foundChange } from './changes.ts';
import { presentEffect, presentRun } from './changes-present.ts';

export const postPreview = defineRoute({
  id: 'previewRuleChange',
  method: 'post',
  path: '/api/v1/compliance/changes/:id/preview',
  tag: 'Compliance',
  summary: 'See what a draft would do to every waiting lead and promised callback',
  description:
    'In the background; nothing of any lead is changed. A change that begins later is asked about as of its first day. One that runs already is answered.',
  access: 'compliance:write',
  params: idParams(),
  idempotent: true,
  responses: { 202: { description: 'How far it is; ask again for more.', body: RuleChangeRun } },
  async handler({ tx, params, principal }, deps) {
    const change = await foundChange(tx, params.id, true);
    if (change.status !== 'draft')
      throw conflict('not-a-draft', `The change is ${change.status}. Only a draft is previewed.`);
    const running = await latestRun(tx, change.id, 'preview');
    if (running?.finished_at === null) return { status: 202, body: await presentRun(tx, running) };
    const { run, outbox } = await startRun(
      tx,
      { changeId: change.id, kind: 'preview', by: nameOf(principal) },
      deps.now(),
    );
    return { status: 202, ...answerThenDeliver(deps, tx, [outbox], await presentRun(tx, run)) };
  },
});

export const getRun = defineRoute({
  id: 'getRuleChangeRun',
  method: 'get',
  path: '/api/v1/compliance/changes/runs/:id',
  tag: 'Compliance',
  summary: 'How far a preview or a re-plan is',
  access: 'compliance:read',
  params: idParams(),
  responses: { 200: { description: 'The run.', body: RuleChangeRun } },
  async handler({ tx, params }) {
    return { status: 200, body: await presentRun(tx, await foundRun(tx, params.id)) };
  },
});

export const getEffects = defineRoute({
  id: 'listRuleChangeEffects',
  method: 'get',
  path: '/api/v1/compliance/changes/runs/:id/effects',
  tag: 'Compliance',
  summary: 'What a preview or a re-plan found, by campaign and state, with examples',
  access: 'compliance:read',
  params: idParams(),
  query: PageQuery,
  responses: { 200: { description: 'One page, by campaign and place.', body: RuleChangeEffectPage } },
  async handler({ tx, params, query }) {
    await foundRun(tx, params.id);
    const cursor = decodeCursor(query.cursor, ['uuid', 'text']);
    const after = cursor && { campaignId: cursor[0], place: cursor[1] };
    const rows = await listEffects(tx, { runId: params.id, after, limit: query.limit + 1 });
    return { status: 200, body: pageFrom(rows, query.limit, presentEffect, (row) => [row.campaign_id, row.place]) };
  },
});

export const cancelRun = defineRoute({
  id: 'cancelRuleChangeRun',
  method: 'post',
  path: '/api/v1/compliance/changes/runs/:id/cancel',
  tag: 'Compliance',
  summary: 'Cancel a preview or a re-plan',
  description: 'Leads that a re-plan has moved stay moved; the dial asks the rules in any case.',
  access: 'compliance:write',
  params: idParams(),
  responses: { 200: { description: 'It is ending, or has ended.', body: RuleChangeRun } },
  async handler({ tx, params, principal }, deps) {
    const run = await foundRun(tx, params.id);
    const body = await presentRun(tx, run);
    if (run.finished_at !== null) return { status: 200, body };
    const args = [{ by: nameOf(principal) }];
    const signal = { workflowId: workflowIds.lawChange(run.id), name: sliceCancel.name, args };
    return answerThenSignal(deps, tx, signal, body);
  },
});

/** Writes the run, and the start of its workflow into the outbox. */
export async function startRun(
  tx: TenantTx,
  about: { changeId: string; kind: RunKind; by: string },
  nowMs: number,
): Promise<{ run: RunRow; outbox: string }> {
  const run = await insertRun(tx, about, nowMs);
  const input: RunInput = { tenantId: tx.tenantId, runId: run.id };
  const summary = about.kind === 'preview' ? 'preview of a change of law' : 're-plan after a change of law';
  const job = { workflowType: WORKFLOWS.lawChange, workflowId: workflowIds.lawChange(run.id), input, summary };
  const outbox = await addToOutbox(tx, nowMs, startOnce(job));
  return { run, outbox };
}

async function foundRun(tx: TenantTx, id: string): Promise<RunRow> {
  const run = await findRun(tx, id);
  if (!run) throw notFound('preview or re-plan');
  return run;
}
