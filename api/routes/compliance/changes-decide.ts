import { decideChange, endChanges, type RuleChangeRow } from '../../../database/changes/rule-changes.ts';
import { latestRun } from '../../../database/changes/runs.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { addEvents } from '../../../database/engine/add-events.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { nameOf, type Principal } from '../../auth/principal.ts';
import { RuleChange, RuleChangeApprove, RuleChangeRefuse } from '../../contract/compliance-changes.ts';
import { idParams } from '../../contract/id.ts';
import { conflict, forbidden } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { answerThenDeliver } from '../../effects/answer-then-deliver.ts';
import { requireSecondPerson } from './changes-four-eyes.ts';
import { startRun } from './changes-preview.ts';
import { presentChange } from './changes-present.ts';
import { relax } from './changes-relax.ts';
import { rulesWith } from './changes-rules.ts';
import { entryOf, foundChange } from './changes.ts';

export const approveChange = defineRoute({
  id: 'approveRuleChange',
  method: 'post',
  path: '/api/v1/compliance/changes/:id/approve',
  tag: 'Compliance',
  summary: 'Put a change in force from its dates, and re-plan waiting leads',
  description:
    'The next claim and dial ask it. Approved on a completed preview against the rules in force; an emergency says why it cannot wait for one. Where the tenant asks for four eyes, never by its author.',
  access: 'compliance:approve',
  params: idParams(),
  body: RuleChangeApprove,
  responses: { 200: { description: 'The change, in force.', body: RuleChange } },
  async handler({ tx, params, body, principal }, deps) {
    const change = await foundDraft(tx, params.id);
    await requireSecondPerson(tx, change, principal);
    if (body.withoutPreview === undefined) await requirePreview(tx, change);
    const by = nameOf(principal);
    const row = await decided(tx, change, { status: 'approved', by, note: body.note }, deps.now());
    const ended = await endChanges(tx, change.ends, change.id, deps.now());
    const relaxed = await relax(tx, change, by, deps.now());
    const { version: rulesVersion } = await rulesWith(tx, []);
    const more = { note: body.note, rulesVersion, ...(body.withoutPreview && { withoutPreview: body.withoutPreview }) };
    await appendLedger(tx, deps.now(), [
      entryOf(row, 'approved', by, more),
      ...ended.map(({ id, title }) => ({
        kind: 'rule-change' as const,
        actor: by,
        body: { what: 'change', event: 'ended', changeId: id, title, endedBy: change.id, rulesVersion },
      })),
      ...relaxed,
    ]);
    const { outbox } = await startRun(tx, { changeId: change.id, kind: 'replan', by }, deps.now());
    return { status: 200, ...answerThenDeliver(deps, tx, [outbox], await presentChange(tx, row)) };
  },
});

export const rejectChange = defineRoute({
  id: 'rejectRuleChange',
  method: 'post',
  path: '/api/v1/compliance/changes/:id/reject',
  tag: 'Compliance',
  summary: 'Reject a draft',
  access: 'compliance:approve',
  params: idParams(),
  body: RuleChangeRefuse,
  responses: { 200: { description: 'The change, rejected.', body: RuleChange } },
  async handler({ tx, params, body, principal }, deps) {
    const change = await foundDraft(tx, params.id);
    return { status: 200, body: await refused(tx, change, { status: 'rejected', ...body }, principal, deps.now()) };
  },
});

export const withdrawChange = defineRoute({
  id: 'withdrawRuleChange',
  method: 'post',
  path: '/api/v1/compliance/changes/:id/withdraw',
  tag: 'Compliance',
  summary: 'Withdraw a draft of your own',
  access: 'compliance:write',
  params: idParams(),
  body: RuleChangeRefuse,
  responses: { 200: { description: 'The change, withdrawn.', body: RuleChange } },
  async handler({ tx, params, body, principal }, deps) {
    const change = await foundDraft(tx, params.id);
    if (change.created_by !== nameOf(principal)) {
      throw forbidden('Only its author withdraws a draft. Reject it instead.');
    }
    return { status: 200, body: await refused(tx, change, { status: 'withdrawn', ...body }, principal, deps.now()) };
  },
});

async function foundDraft(tx: TenantTx, id: string): Promise<RuleChangeRow> {
  const change = await foundChange(tx, id, true);
  if (change.status !== 'draft') throw notADraft(change.status);
  return change;
}

async function decided(
  tx: TenantTx,
  change: RuleChangeRow,
  decision: Parameters<typeof decideChange>[2],
  nowMs: number,
): Promise<RuleChangeRow> {
  const row = await decideChange(tx, change.id, decision, nowMs);
  if (!row) throw notADraft('decided');
  const data = { changeId: row.id, title: row.title, by: decision.by };
  await addEvents(tx, nowMs, [{ type: `rule-change.${decision.status}`, data }]);
  return row;
}

async function refused(
  tx: TenantTx,
  change: RuleChangeRow,
  { status, note }: { status: 'rejected' | 'withdrawn'; note: string },
  principal: Principal,
  nowMs: number,
): Promise<RuleChange> {
  const by = nameOf(principal);
  const row = await decided(tx, change, { status, by, note }, nowMs);
  await appendLedger(tx, nowMs, [entryOf(row, status, by, { note })]);
  return presentChange(tx, row);
}

/** Whoever approves has seen what these rules do beside the rules that are in force now. */
async function requirePreview(tx: TenantTx, change: RuleChangeRow): Promise<void> {
  const preview = await latestRun(tx, change.id, 'preview');
  const remedy = 'Preview the change first, or send withoutPreview with the reason why it cannot wait.';
  if (preview?.status !== 'completed') throw conflict('no-preview', `No preview of it has been completed. ${remedy}`);
  if (preview.rules_before === (await rulesWith(tx, [])).version) return;
  throw conflict('preview-outdated', `The rules in force have changed since its preview. ${remedy}`);
}

function notADraft(status: string) {
  return conflict('not-a-draft', `The change is ${status}: there is nothing to decide about it. Draft another one.`);
}
