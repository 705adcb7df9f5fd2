import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { addEffects, type Effect, MOST_EXAMPLES } from '../../database/changes/effects.ts';
import { advanceRun, findRun, type RunRow } from '../../database/changes/runs.ts';
import {
  campaignAfter,
  readWaitingLeads,
  type WaitingLead,
  replanLeads,
} from '../../database/changes/waiting-leads.ts';
import type { RuleChangeRow } from '../../database/changes/rule-changes.ts';
import { type CampaignRules, readCampaignRules } from '../../database/engine/campaign-rules.ts';
import { appendLedger } from '../../database/ledger/append.ts';
import type { TenantTx } from '../../database/connect.ts';
import { firstDayOf } from '../../domain/compliance/changes/begins.ts';
import type { CampaignId } from '../../domain/ids.ts';
import { FAILURES } from '../../workflows/contract.ts';
import { readLeadFacts } from '../screening/lead-facts.ts';
import type { ChangeDeps } from './deps.ts';
import type { RunRef, RunSlice } from './interface.ts';
import { type Planned, planLead } from './plan-lead.ts';
import { createRunRules, type RunRules } from './run-rules.ts';

/**
 * Leads whose facts are in memory at once. A preview holds nobody's lead, and makes its round trips for more of them; what a
 * re-plan has locked others wait for.
 */
const CHUNKS = { preview: 2_000, replan: 500 } as const;
const RULES_CHANGED = 'the rules were changed while it was made: preview it again';

/** See ChangeActivities. */
export async function planLeads(
  deps: ChangeDeps,
  { tenantId, runId, sliceMs }: RunRef & { sliceMs: number },
  cancelled: AbortSignal,
): Promise<RunSlice> {
  const rulesOf = createRunRules();
  const until = performance.now() + sliceMs;
  for (;;) {
    const slice = await deps.database.inTenant(tenantId, (tx) => planChunk(deps, tx, runId, rulesOf));
    if (slice.done || performance.now() >= until) return slice;
    // Not a failure of its own: a worker that is told to stop aborts too, and its slice is taken up by another.
    if (cancelled.aborted) throw new CancelledFailure('stopped between two chunks');
  }
}

async function planChunk(
  deps: ChangeDeps,
  tx: TenantTx,
  runId: string,
  rulesOf: ReturnType<typeof createRunRules>,
): Promise<RunSlice> {
  const run = await findRun(tx, runId, { lock: true });
  if (!run) throw ApplicationFailure.nonRetryable('the run does not exist', FAILURES.notFound);
  const so = (looked: number, done: boolean) => ({
    looked: Number(run.looked) + looked,
    total: Number(run.total),
    done,
  });
  if (run.finished_at !== null) return so(0, true);
  const rules = await rulesOf(tx, run);
  if (
    run.kind === 'preview' &&
    (rules.before.version !== run.rules_before || rules.after.version !== run.rules_after)
  ) {
    throw ApplicationFailure.nonRetryable(RULES_CHANGED, FAILURES.rulesChanged);
  }
  const campaignId = run.cursor_campaign ?? (await campaignAfter(tx, null));
  if (campaignId === null) return so(0, true);
  const lock = run.kind === 'replan';
  const limit = CHUNKS[run.kind];
  const waiting = await readWaitingLeads(tx, { campaignId, after: run.cursor_lead, limit, lock });
  if (waiting.length > 0) await lookAt(deps, tx, run, rules, campaignId, waiting);
  const last = waiting.at(-1);
  if (last && (lock || waiting.length === limit)) {
    await advanceRun(tx, runId, { campaignId, leadId: last.lead_id, looked: waiting.length });
    return so(waiting.length, false);
  }
  const next = await campaignAfter(tx, campaignId);
  if (next === null) {
    await advanceRun(tx, runId, { campaignId, leadId: last?.lead_id ?? run.cursor_lead, looked: waiting.length });
    return so(waiting.length, true);
  }
  await advanceRun(tx, runId, { campaignId: next, leadId: null, looked: waiting.length });
  return so(waiting.length, false);
}

async function lookAt(
  deps: ChangeDeps,
  tx: TenantTx,
  run: RunRow,
  { change, before, after, offsetMs }: RunRules,
  campaignId: CampaignId,
  waiting: readonly WaitingLead[],
): Promise<void> {
  const campaign = await readCampaignRules(tx, campaignId);
  if (!campaign) return;
  const realNowMs = deps.clock.now();
  const leadIds = waiting.map(({ lead_id }) => lead_id);
  const facts = await readLeadFacts(deps, tx, { campaignId, leadIds, nowMs: realNowMs, offsetMs });
  const context = {
    numbering: deps.numbering,
    ...{
      campaign,
      changedCampaign: run.kind === 'preview' ? withLimits(campaign, change) : campaign,
      before,
      after,
      offsetMs,
      kind: run.kind,
    },
    nowMs: realNowMs + offsetMs,
    firstDay: run.kind === 'preview' ? firstDayOf(change) : null,
  };
  const effects = new Map<string, Effect>();
  const moved: { waiting: WaitingLead; planned: Planned }[] = [];
  for (const one of waiting) {
    const lead = facts.get(one.lead_id);
    if (!lead) continue;
    const planned = planLead(one, lead, context);
    count(effects, campaignId, planned);
    if (planned.after.kind === 'callable' && planned.move !== 'same') moved.push({ waiting: one, planned });
  }
  await addEffects(tx, run.id, [...effects.values()]);
  if (run.kind === 'replan')
    await writeMoves(tx, { run, campaignId, offsetMs, nowMs: realNowMs, version: after.version }, moved);
}

/** The campaign as if the caps that the change raises were raised. */
function withLimits(campaign: CampaignRules, { relaxes: { limits } }: RuleChangeRow): CampaignRules {
  return {
    ...campaign,
    attempts_per_number_per_day: limits?.attemptsPerNumberPerDay ?? campaign.attempts_per_number_per_day,
    attempts_per_lead_per_day: limits?.attemptsPerLeadPerDay ?? campaign.attempts_per_lead_per_day,
  };
}

function count(effects: Map<string, Effect>, campaignId: CampaignId, planned: Planned): void {
  const effect = effects.get(planned.place) ?? nothing(campaignId, planned.place);
  effects.set(planned.place, effect);
  effect[planned.move] += 1;
  if (planned.move !== 'same' && effect.examples.length < MOST_EXAMPLES) effect.examples.push(planned.example());
}

function nothing(campaignId: CampaignId, place: string): Effect {
  return { campaignId, place, same: 0, later: 0, earlier: 0, held: 0, blocked: 0, callable: 0, examples: [] };
}

/** Each lead that is moved is an entry of the ledger: when it was to be called, when it is now, and by which rules. */
async function writeMoves(
  tx: TenantTx,
  about: { run: RunRow; campaignId: CampaignId; offsetMs: number; nowMs: number; version: string },
  moved: readonly { waiting: WaitingLead; planned: Planned }[],
): Promise<void> {
  const { run, campaignId, offsetMs, nowMs, version } = about;
  const leads = moved.flatMap(({ waiting, planned }) => {
    if (planned.after.kind !== 'callable') return [];
    const nextMs = planned.after.at - offsetMs;
    const { verdict, position } = planned.screened;
    return [
      { leadId: waiting.lead_id, from: waiting, nextMs, reason: verdict.reason, phone: position, move: planned.move },
    ];
  });
  await replanLeads(tx, campaignId, leads);
  await appendLedger(
    tx,
    nowMs,
    leads.map(({ leadId, from, nextMs, reason, move }) => ({
      kind: 'rule-change',
      campaignId,
      leadId,
      actor: 'engine',
      body: {
        what: 'replanned',
        changeId: run.change_id,
        runId: run.id,
        move,
        reason,
        before: from.state === 'blocked' ? null : from.next_attempt_at.toISOString(),
        after: new Date(nextMs).toISOString(),
        rulesVersion: version,
      },
    })),
  );
}
