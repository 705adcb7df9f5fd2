import { ApplicationFailure } from '@temporalio/common';
import { addEvents } from '../../database/engine/add-events.ts';
import { type CampaignRules, readCallerIds } from '../../database/engine/campaign-rules.ts';
import { deferLeads } from '../../database/engine/hold-leads.ts';
import { type Limits, lockLimits, noteLastSlots } from '../../database/engine/limits.ts';
import { type NewAttempt, takeLeases } from '../../database/engine/take-leases.ts';
import { uuidv7 } from '../../database/engine/uuidv7.ts';
import type { TenantTx } from '../../database/connect.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { FAILURES, liveKitNames } from '../../workflows/contract.ts';
import type { EngineDeps } from '../deps.ts';
import type { LaunchInput, LaunchLimit } from '../interface.ts';
import { callerIdOf } from './caller-id.ts';
import { giveSlots } from './give-slots.ts';
import { plannedEvents } from './launch-events.ts';
import { freeOf, whyNotAtAll } from './launch-limits.ts';
import { earlierRun, idsOf, type Launched, nothingLaunched, termsOf } from './launched.ts';
import { pickAgent } from './pick-agent.ts';
import type { Callable, ScreenedDue } from './screen-due-leads.ts';
import { callInput, PREPARATION_MS } from './start-call-workflows.ts';

/** A number that another call took while this claim was screening is looked at again after this. */
const NUMBER_TAKEN_MS = MINUTE_MS;

export interface Taking {
  input: LaunchInput;
  rules: CampaignRules;
  due: ScreenedDue;
  nowMs: number;
  /** The limit that kept the claim from looking for more leads. */
  cut: LaunchLimit | null;
}

/** Locks the limits last, so that other campaigns of the same trunk wait for inserts only. */
export async function takeCalls(
  deps: EngineDeps,
  tx: TenantTx,
  { input, rules, due, nowMs, cut }: Taking,
): Promise<Launched> {
  const held = { deferred: due.deferred.length, blocked: due.blocked.length };
  if (due.callable.length === 0) return nothingLaunched(null, held);
  const callerIds = await readCallerIds(tx, input.campaignId);
  const limits = await lockLimits(tx, input.campaignId);
  if (limits === 'changed') return nothingLaunched('limits-changed', held);
  if (!limits) throw ApplicationFailure.nonRetryable('the campaign or its trunk does not exist', FAILURES.notFound);
  // The same launch may have run beside this one: whoever came second finds its attempts under the lock.
  const before = await earlierRun(tx, input, rules, limits);
  if (before) return before;
  const stopped = whyNotAtAll(
    { ...rules, status: limits.campaignStatus },
    limits,
    deps.carriers[limits.carrier],
    nowMs,
  );
  if (stopped) return nothingLaunched(stopped, held);

  const { free, limit } = freeOf(limits);
  const preparationMs = limits.media ? PREPARATION_MS.media : PREPARATION_MS.none;
  // Of what is due already the claim's order stands, which is by priority.
  const dueAt = (callable: Callable) => Math.max(nowMs, callable.due.next_attempt_at.getTime());
  const wanted = due.callable.slice(0, Math.max(0, free)).sort((a, b) => dueAt(a) - dueAt(b));
  const { slots, last } = giveSlots(
    wanted.map(dueAt),
    {
      campaignLastMs: timeOf(limits.campaignLastSlotAt),
      trunkLastMs: timeOf(limits.trunkLastSlotAt),
      campaignCallsPerSecond: Math.min(limits.campaignCallsPerSecond, input.callsPerSecond ?? Number.POSITIVE_INFINITY),
      trunkCallsPerSecond: limits.trunkCallsPerSecond,
    },
    { earliestMs: nowMs + preparationMs, untilMs: nowMs + preparationMs + input.horizonMs },
  );
  const attempts = slots.flatMap((slot, i) => newAttempt(input, callerIds, limits, wanted[i], slot, nowMs) ?? []);
  const leased = await takeLeases(tx, { ...input, ...limits, recordingPlace: rules.recording_place, nowMs }, attempts);
  const taken = attempts.filter((attempt) => leased.has(attempt.attemptId));
  await noteLastSlots(tx, input.campaignId, limits.trunkId, last);
  await deferLeads(
    tx,
    input.campaignId,
    attempts
      .filter((attempt) => !leased.has(attempt.attemptId))
      .map((attempt) => ({
        leadId: attempt.leadId,
        reason: 'number-in-call',
        facts: {},
        nextMs: nowMs + NUMBER_TAKEN_MS,
        phone: attempt.phonePosition,
      })),
  );
  await addEvents(tx, nowMs, plannedEvents(input, taken));
  const limitedBy =
    taken.length === due.callable.length ? cut : free < due.callable.length ? limit : 'calls-per-second';
  return {
    result: { launched: taken.length, ...held, limitedBy },
    calls: taken.map((attempt) => ({
      input: callInput(termsOf(rules, limits), idsOf(input, attempt.attemptId), attempt.dueMs),
      campaignId: input.campaignId,
      attemptNumber: attempt.attemptNumber,
      promised: wanted.some((one) => one.due.lead_id === attempt.leadId && one.due.priority === 0),
    })),
  };
}

function newAttempt(
  input: LaunchInput,
  callerIds: readonly string[],
  limits: Limits,
  callable: Callable | undefined,
  slotMs: number,
  nowMs: number,
): NewAttempt | undefined {
  const attemptId = uuidv7(nowMs);
  const agentId = pickAgent(attemptId, limits.agents);
  const agent = agentId === undefined ? undefined : limits.agents[agentId];
  if (!callable || !agentId || !agent) return undefined;
  agent.free -= 1;
  return {
    attemptId,
    leadId: callable.lead.leadId,
    personId: callable.lead.personId,
    agentId,
    phonePosition: callable.phone.facts.position,
    numberHmac: callable.phone.hmac,
    number: callable.phone.sealed,
    tail: callable.phone.tail,
    fromNumber: callerIdOf(callerIds, callable.lead.leadId),
    attemptNumber: callable.due.attempts + 1,
    dueMs: slotMs,
    room: liveKitNames.room(input.tenantId, attemptId),
  };
}

const timeOf = (text: string | null) => (text === null ? null : Date.parse(text));
