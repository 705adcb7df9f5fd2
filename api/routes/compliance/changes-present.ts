import { totalsOf, type EffectRow } from '../../../database/changes/effects.ts';
import type { RuleChangeRow } from '../../../database/changes/rule-changes.ts';
import { latestRun, type RunRow } from '../../../database/changes/runs.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { firstDayOf } from '../../../domain/compliance/changes/begins.ts';
import type { RuleChange, RuleChangeEffect, RuleChangeRun } from '../../contract/compliance-changes.ts';
import { asksForFourEyes } from './changes-four-eyes.ts';
import { rulesWith } from './changes-rules.ts';

/** A change with how far its preview and its re-plan are. */
export async function presentChange(tx: TenantTx, row: RuleChangeRow): Promise<RuleChange> {
  const [preview, replan] = [await latestRun(tx, row.id, 'preview'), await latestRun(tx, row.id, 'replan')];
  const own = new Set(row.amendments.map(({ id }) => id));
  const isAsked = row.status === 'draft' || row.status === 'approved';
  const problems = isAsked ? (await rulesWith(tx, [row])).problems.filter(({ provision }) => own.has(provision)) : [];
  return {
    id: row.id,
    title: row.title,
    reason: row.reason,
    amendments: row.amendments,
    holidays: row.holidays,
    ends: row.ends,
    relaxes: row.relaxes,
    status: row.status,
    firstDay: firstDayOf(row),
    problems,
    needsSecondPerson: await asksForFourEyes(tx),
    preview: preview ? await presentRun(tx, preview) : null,
    replan: replan ? await presentRun(tx, replan) : null,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionNote: row.decision_note,
    endedBy: row.ended_by,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

export async function presentRun(tx: TenantTx, row: RunRow): Promise<RuleChangeRun> {
  return {
    id: row.id,
    changeId: row.change_id,
    kind: row.kind,
    status: row.status,
    looked: Number(row.looked),
    total: Number(row.total),
    found: await totalsOf(tx, row.id),
    rulesBefore: row.rules_before,
    rulesAfter: row.rules_after,
    error: row.error,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

export function presentEffect(row: EffectRow): RuleChangeEffect {
  return {
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    place: row.place,
    same: Number(row.same),
    later: Number(row.later),
    earlier: Number(row.earlier),
    held: Number(row.held),
    blocked: Number(row.blocked),
    callable: Number(row.callable),
    examples: row.examples,
  };
}
