import {
  findReplay,
  insertReplay,
  listReplayed,
  listReplays,
  type ReplayCallRow,
  type ReplayRow,
} from '../../../database/changes/replays.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { addToOutbox } from '../../../database/engine/outbox.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { startOfDay, wallAt } from '../../../domain/time.ts';
import { wallOf } from '../../../domain/wall-clock.ts';
import { type RunInput, sliceCancel, workflowIds, WORKFLOWS } from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import {
  Replay,
  ReplayCreate,
  type ReplayedCall,
  ReplayedCallPage,
  ReplayedCallQuery,
  ReplayPage,
} from '../../contract/compliance-changes.ts';
import { idParams } from '../../contract/id.ts';
import { PageQuery } from '../../contract/page.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { invalid, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { answerThenDeliver, answerThenSignal } from '../../effects/answer-then-deliver.ts';
import { startOnce } from '../../effects/start-once.ts';
import { foundChange } from './changes.ts';
import { clockOffsetOf } from './clock-offset.ts';

export const postReplay = defineRoute({
  id: 'replayDay',
  method: 'post',
  path: '/api/v1/compliance/replays',
  tag: 'Compliance',
  summary: 'Which calls of a past day would not have been made under today’s or other rules',
  description:
    'In the background. The rules in force at `rulesAt` are asked as if they always had been, and the changes named beside them; the facts are those that were known when each call was dialled. What was not kept is said, not guessed.',
  access: 'compliance:check',
  idempotent: true,
  body: ReplayCreate,
  responses: { 202: { description: 'How far it is; ask again for more.', body: Replay } },
  async handler({ tx, body, principal }, deps) {
    const by = nameOf(principal);
    const { day, zone, changes } = body;
    requirePast(day, zone, deps.zones, deps.now() + (await clockOffsetOf(tx)));
    for (const id of changes) await foundChange(tx, id);
    const rulesAt = new Date(body.rulesAt ?? deps.now());
    const row = await insertReplay(tx, { day, zone, changes, rulesAt, by }, deps.now());
    await appendLedger(tx, deps.now(), [
      {
        kind: 'look-up',
        actor: by,
        body: { what: 'replay', replayId: row.id, day, zone, changes, rulesAt: rulesAt.toISOString() },
      },
    ]);
    const input: RunInput = { tenantId: tx.tenantId, runId: row.id };
    const job = { workflowType: WORKFLOWS.complianceReplay, workflowId: workflowIds.complianceReplay(row.id), input };
    const outbox = await addToOutbox(tx, deps.now(), startOnce({ ...job, summary: 'replay of a past day' }));
    return {
      status: 202,
      headers: { location: `/api/v1/compliance/replays/${row.id}` },
      ...answerThenDeliver(deps, tx, [outbox], present(row)),
    };
  },
});

export const getReplays = defineRoute({
  id: 'listReplays',
  method: 'get',
  path: '/api/v1/compliance/replays',
  tag: 'Compliance',
  summary: 'Replays, newest first',
  access: 'compliance:check',
  query: PageQuery,
  responses: { 200: { description: 'One page of replays.', body: ReplayPage } },
  async handler({ tx, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const rows = await listReplays(tx, { before: cursor?.[0] ?? null, limit: query.limit + 1 });
    return { status: 200, body: pageFrom(rows, query.limit, present, (row) => [row.id]) };
  },
});

export const getReplay = defineRoute({
  id: 'getReplay',
  method: 'get',
  path: '/api/v1/compliance/replays/:id',
  tag: 'Compliance',
  summary: 'How far a replay is, and its figures',
  access: 'compliance:check',
  params: idParams(),
  responses: { 200: { description: 'The replay.', body: Replay } },
  async handler({ tx, params }) {
    return { status: 200, body: present(await found(tx, params.id)) };
  },
});

export const getReplayedCalls = defineRoute({
  id: 'listReplayedCalls',
  method: 'get',
  path: '/api/v1/compliance/replays/:id/calls',
  tag: 'Compliance',
  summary: 'Calls that would not have been made, and those of which nobody can say',
  access: 'compliance:check',
  params: idParams(),
  query: ReplayedCallQuery,
  responses: { 200: { description: 'One page, in the order of the calls.', body: ReplayedCallPage } },
  async handler({ tx, params, query }) {
    await found(tx, params.id);
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const of = {
      replayId: params.id,
      answer: query.answer ?? null,
      after: cursor?.[0] ?? null,
      limit: query.limit + 1,
    };
    return {
      status: 200,
      body: pageFrom(await listReplayed(tx, of), query.limit, presentCall, (row) => [row.attempt_id]),
    };
  },
});

export const cancelReplay = defineRoute({
  id: 'cancelReplay',
  method: 'post',
  path: '/api/v1/compliance/replays/:id/cancel',
  tag: 'Compliance',
  summary: 'Cancel a replay',
  access: 'compliance:check',
  params: idParams(),
  responses: { 200: { description: 'It is ending, or has ended.', body: Replay } },
  async handler({ tx, params, principal }, deps) {
    const row = await found(tx, params.id);
    const body = present(row);
    if (row.finished_at !== null) return { status: 200, body };
    const args = [{ by: nameOf(principal) }];
    const signal = { workflowId: workflowIds.complianceReplay(row.id), name: sliceCancel.name, args };
    return answerThenSignal(deps, tx, signal, body);
  },
});

async function found(tx: TenantTx, id: string): Promise<ReplayRow> {
  const row = await findReplay(tx, id);
  if (!row) throw notFound('replay');
  return row;
}

/**
 * @param nowMs by the tenant's clock, as the days of its calls are
 * @throws Problem 422 for a zone that nobody knows, and for days that are not over before they have begun
 */
function requirePast(day: string, zone: string, zones: ApiDependencies['zones'], nowMs: number): void {
  if (!zones.has(zone)) {
    throw invalid([
      { field: 'zone', message: 'There is no such zone.', remedy: 'Send an IANA zone, such as America/New_York.' },
    ]);
  }
  const begins = wallOf(`${day}T00:00`);
  if (begins !== null && begins <= startOfDay(wallAt(zones, zone, nowMs))) return;
  throw invalid([{ field: 'day', message: 'It has not begun yet.', remedy: 'Send today or a day that is past.' }]);
}

const NOT_KEPT = [
  'the address of a lead before it was changed; calls whose places differ are counted as unknown',
  'what a registry said that nobody asked for the call',
  'windows, limits and kind of call of a campaign before they were changed: its window and limits are not asked',
  'consents as they were recorded: one that was recorded later with an earlier date counts',
];

function present(row: ReplayRow): Replay {
  return {
    id: row.id,
    day: row.day,
    zone: row.zone,
    changes: row.changes,
    rulesAt: row.rules_at.toISOString(),
    status: row.status,
    rulesVersion: row.rules_version,
    looked: Number(row.looked),
    total: Number(row.total),
    made: Number(row.made),
    notMade: Number(row.not_made),
    unknown: Number(row.unknown),
    notKept: NOT_KEPT,
    error: row.error,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

function presentCall(row: ReplayCallRow): ReplayedCall {
  return {
    attemptId: row.attempt_id,
    campaignId: row.campaign_id,
    leadId: row.lead_id,
    dialledAt: row.dialled_at.toISOString(),
    answer: row.answer,
    reason: row.reason,
    rule: row.rule,
    nextCallableAt: row.next_callable_at?.toISOString() ?? null,
    findings: row.findings,
    missing: row.missing,
  };
}
