import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import {
  addReplayed,
  type DialledCall,
  findReplay,
  readDialled,
  removedSince,
  type ReplayedCall,
} from '../../database/changes/replays.ts';
import { type CampaignRules, readCampaignRules } from '../../database/engine/campaign-rules.ts';
import type { TenantTx } from '../../database/connect.ts';
import { decisive } from '../../domain/compliance/changes/compare-plans.ts';
import { screen } from '../../domain/compliance/screen.ts';
import type { CampaignId } from '../../domain/ids.ts';
import { FAILURES } from '../../workflows/contract.ts';
import { readLeadFacts } from '../screening/lead-facts.ts';
import type { ChangeDeps } from './deps.ts';
import { type FactsThen, factsThen, unaskedRegistry } from './facts-then.ts';
import type { RunRef, RunSlice } from './interface.ts';
import { instantsOfDay, type ReplayRules, replayRules } from './replay-rules.ts';

const CHUNK = 300;
/** What registries say today is nothing about that day. */
const NO_REGISTRY = { look: async (_tx: TenantTx, numbers: readonly unknown[]) => numbers.map(() => []) };

/** See ChangeActivities. */
export async function replayCalls(
  deps: ChangeDeps,
  { tenantId, runId, sliceMs }: RunRef & { sliceMs: number },
  cancelled: AbortSignal,
): Promise<RunSlice> {
  const until = performance.now() + sliceMs;
  let rules: ReplayRules | undefined;
  for (;;) {
    const slice = await deps.database.inTenant(tenantId, async (tx) => {
      const replay = await findReplay(tx, runId, { lock: true });
      if (!replay) throw ApplicationFailure.nonRetryable('the replay does not exist', FAILURES.notFound);
      const so = (looked: number, done: boolean) => {
        return { looked: Number(replay.looked) + looked, total: Number(replay.total), done };
      };
      if (replay.finished_at !== null) return so(0, true);
      rules ??= await replayRules(tx, replay, deps.numbering.zones);
      if (rules.version !== replay.rules_version) {
        throw ApplicationFailure.nonRetryable(
          'the rules were changed meanwhile: replay it again',
          FAILURES.rulesChanged,
        );
      }
      const day = instantsOfDay(replay, deps.numbering.zones, rules.offsetMs);
      const calls = await readDialled(tx, { ...day, after: replay.cursor_attempt, limit: CHUNK });
      const last = calls.at(-1);
      if (!last) return so(0, true);
      const found = await askAll(deps, tx, calls, rules);
      const made = calls.length - found.length;
      await addReplayed(tx, runId, { cursor: last.id, looked: calls.length, made, calls: found });
      return so(calls.length, calls.length < CHUNK);
    });
    if (slice.done || performance.now() >= until) return slice;
    // Not a failure of its own: a worker that is told to stop aborts too, and its slice is taken up by another.
    if (cancelled.aborted) throw new CancelledFailure('stopped between two chunks');
  }
}

async function askAll(
  deps: ChangeDeps,
  tx: TenantTx,
  calls: readonly DialledCall[],
  rules: ReplayRules,
): Promise<ReplayedCall[]> {
  const { offsetMs } = rules;
  const dials = calls.map((call) => call.dial_started_at.getTime());
  const leadIds = [...new Set(calls.flatMap(({ lead_id }) => lead_id ?? []))];
  const reading = { keyring: deps.keyring, numbering: deps.numbering, registry: NO_REGISTRY };
  const leads = await readLeadFacts(reading, tx, { campaignId: null, leadIds, nowMs: Math.max(...dials), offsetMs });
  const numbers = [...leads.values()].flatMap((lead) => lead.phones.map((phone) => phone.hmac));
  const removed = await removedSince(tx, { numbers, since: new Date(Math.min(...dials)) });
  const campaigns = await campaignsOf(tx, calls);
  return calls.flatMap((call) => {
    const campaign = call.campaign_id === null ? null : (campaigns.get(call.campaign_id) ?? null);
    const lead = call.lead_id === null ? undefined : leads.get(call.lead_id);
    return ask(deps, call, factsThen(call, lead, { campaign, removed, offsetMs }), rules) ?? [];
  });
}

async function campaignsOf(tx: TenantTx, calls: readonly DialledCall[]): Promise<Map<CampaignId, CampaignRules>> {
  const found = new Map<CampaignId, CampaignRules>();
  for (const id of new Set(calls.flatMap(({ campaign_id }) => campaign_id ?? []))) {
    const rules = await readCampaignRules(tx, id);
    if (rules) found.set(id, rules);
  }
  return found;
}

/** Null: it would have been made. */
function ask(
  { numbering }: ChangeDeps,
  call: DialledCall,
  then: FactsThen | null,
  rules: ReplayRules,
): ReplayedCall | null {
  const about = {
    attemptId: call.id,
    campaignId: call.campaign_id,
    leadId: call.lead_id,
    dialledAt: call.dial_started_at.toISOString(),
    rule: null,
    nextCallableAt: null,
    findings: [],
  };
  if (!then) return { ...about, answer: 'unknown', reason: 'check-failed', missing: ['lead'] };
  const dialled = then.facts.phones.find(({ position }) => position === then.facts.dialing);
  const verdict = screen(then.facts, rules.in(dialled?.places.zones ?? []), then.facts.observedAt, numbering.zones);
  const against = verdict.findings.filter(({ result }) => result !== 'pass');
  const unasked = against.flatMap((finding) => unaskedRegistry(finding, then.registries) ?? []);
  const missing = [...new Set([...then.missing, ...unasked])];
  if (against.length === 0 && missing.length === 0) return null;
  const forbids = against.filter((finding) => unaskedRegistry(finding, then.registries) === null);
  const reason = verdict.reason ?? 'check-failed';
  if (forbids.length === 0 || then.missing.includes('address')) {
    return { ...about, answer: 'unknown', reason, findings: against, missing };
  }
  const strictest = decisive({ ...verdict, findings: forbids }) ?? forbids[0];
  return {
    ...about,
    answer: 'not-made',
    reason: strictest?.reason ?? reason,
    rule: strictest?.rule ?? null,
    nextCallableAt:
      verdict.nextCallableAt === null ? null : new Date(verdict.nextCallableAt - rules.offsetMs).toISOString(),
    findings: against,
    missing,
  };
}
