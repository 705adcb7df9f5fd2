import { ApplicationFailure } from '@temporalio/common';
import { addEvents, type NewEvent } from '../../database/engine/add-events.ts';
import { type CampaignRules, readCallerIds, readCampaignRules } from '../../database/engine/campaign-rules.ts';
import { blockLeads, deferLeads } from '../../database/engine/hold-leads.ts';
import { type Limits, lockLimits, moveSlots, readLimits } from '../../database/engine/limits.ts';
import { attemptsOfLaunch, type NewAttempt, takeLeases } from '../../database/engine/take-leases.ts';
import { uuidv7 } from '../../database/engine/uuidv7.ts';
import { writeVerdicts } from '../../database/engine/write-verdicts.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { AttemptId } from '../../domain/ids.ts';
import { schedulePhase } from '../../domain/schedule.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { FAILURES, liveKitNames } from '../../workflows/contract.ts';
import type { EngineDeps } from '../deps.ts';
import type { LaunchInput, LaunchResult } from '../interface.ts';
import { callerIdOf } from './caller-id.ts';
import { giveSlots } from './give-slots.ts';
import { pickAgent } from './pick-agent.ts';
import { type Callable, type ScreenedDue, screenDueLeads } from './screen-due-leads.ts';
import { callInput, type PlannedCall, PREPARATION_MS, startCallWorkflows } from './start-call-workflows.ts';

/** A number that another call took while this claim was screening is looked at again after this. */
const NUMBER_TAKEN_MS = MINUTE_MS;

interface Launch {
  result: LaunchResult;
  calls: PlannedCall[];
}

/**
 * Claims due leads, screens them, takes leases and slots and writes the intents in one transaction; then starts one call
 * workflow an attempt. A launch that runs again starts the set it made before and claims nothing. What is committed and
 * not started (a crash in between) the reconciler starts.
 */
export async function launchCalls(deps: EngineDeps, input: LaunchInput): Promise<LaunchResult> {
  const launch = await deps.database.inTenant(input.tenantId, (tx) => claim(deps, tx, input));
  await startCallWorkflows(deps, launch.calls);
  return launch.result;
}

async function claim(deps: EngineDeps, tx: TenantTx, input: LaunchInput): Promise<Launch> {
  const nowMs = deps.clock.now();
  const rules = await readCampaignRules(tx, input.campaignId);
  const forecast = await readLimits(tx, input.campaignId);
  if (!rules || !forecast) {
    throw ApplicationFailure.nonRetryable('the campaign or its trunk does not exist', FAILURES.notFound);
  }
  const before = await earlierRun(tx, input, rules, forecast);
  if (before) return before;
  const carrier = deps.carriers[forecast.carrier];
  const stopped = whyNotAtAll(rules, forecast, carrier, nowMs);
  if (stopped) return { result: { launched: 0, deferred: 0, blocked: 0, limitedBy: stopped }, calls: [] };

  const { free, limit } = freeOf(forecast);
  const count = Math.min(input.count, Math.max(0, free));
  const cut = count < input.count ? limit : null;
  if (count === 0) return { result: { launched: 0, deferred: 0, blocked: 0, limitedBy: cut }, calls: [] };
  const due = await screenDueLeads(deps, tx, {
    ...input,
    count,
    rules,
    nowMs,
    carrierIsReal: carrier?.capabilities.real ?? true,
  });
  await blockLeads(tx, input.campaignId, nowMs, due.blocked);
  const moved = await deferLeads(tx, input.campaignId, due.deferred);
  await writeVerdicts(
    tx,
    { phase: 'claim', campaignId: input.campaignId, nowMs, offsetMs: Number(rules.clock_offset_ms ?? 0) },
    due.verdicts,
  );
  await addEvents(tx, nowMs, [...heldEvents(input, due), ...movedEvents(input, moved)]);
  return takeCalls(deps, tx, { input, rules, due, nowMs, cut: due.callable.length < count ? null : cut });
}

interface Taking {
  input: LaunchInput;
  rules: CampaignRules;
  due: ScreenedDue;
  nowMs: number;
  /** The limit that kept the claim from looking for more leads. */
  cut: string | null;
}

/** Locks the limits last, so that other campaigns of the same trunk wait for inserts only. */
async function takeCalls(deps: EngineDeps, tx: TenantTx, { input, rules, due, nowMs, cut }: Taking): Promise<Launch> {
  const held = { deferred: due.deferred.length, blocked: due.blocked.length };
  if (due.callable.length === 0) return { result: { launched: 0, ...held, limitedBy: null }, calls: [] };
  const callerIds = await readCallerIds(tx, input.campaignId);
  const limits = await lockLimits(tx, input.campaignId);
  if (!limits) throw ApplicationFailure.nonRetryable('the campaign or its trunk does not exist', FAILURES.notFound);
  // The same launch may have run beside this one: whoever came second finds its attempts under the lock.
  const before = await earlierRun(tx, input, rules, limits);
  if (before) return before;
  const stopped = whyNotAtAll({ ...rules, status: limits.campaignStatus }, limits, deps.carriers[limits.carrier], nowMs);
  if (stopped) return { result: { launched: 0, ...held, limitedBy: stopped }, calls: [] };

  const { free, limit } = freeOf(limits);
  const preparationMs = limits.media ? PREPARATION_MS.media : PREPARATION_MS.none;
  // Of what is due already the claim's order stands, which is by priority.
  const dueAt = (callable: Callable) => Math.max(nowMs, callable.due.next_attempt_at.getTime());
  const wanted = due.callable.slice(0, Math.max(0, free)).sort((a, b) => dueAt(a) - dueAt(b));
  const { slots, next } = giveSlots(
    wanted.map(dueAt),
    {
      campaignNextMs: timeOf(limits.campaignNextSlotAt),
      trunkNextMs: timeOf(limits.trunkNextSlotAt),
      campaignCallsPerSecond: limits.campaignCallsPerSecond,
      trunkCallsPerSecond: limits.trunkCallsPerSecond,
    },
    { earliestMs: nowMs + preparationMs, untilMs: nowMs + preparationMs + input.horizonMs },
  );
  const attempts = slots.flatMap((slot, i) => newAttempt(input, callerIds, limits, wanted[i], slot, nowMs) ?? []);
  const leased = await takeLeases(tx, { ...input, ...limits, recordingPlace: rules.recording_place, nowMs }, attempts);
  const taken = attempts.filter((attempt) => leased.has(attempt.attemptId));
  await moveSlots(tx, input.campaignId, next);
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
  await addEvents(
    tx,
    nowMs,
    taken.map((attempt) => ({
      type: 'call.planned',
      campaignId: input.campaignId,
      leadId: attempt.leadId,
      callId: attempt.attemptId,
      agentId: attempt.agentId,
      data: { dueAt: new Date(attempt.dueMs).toISOString(), attempt: attempt.attemptNumber },
    })),
  );
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

async function earlierRun(
  tx: TenantTx,
  input: LaunchInput,
  rules: CampaignRules,
  limits: Limits,
): Promise<Launch | undefined> {
  const made = await attemptsOfLaunch(tx, input.launchId);
  if (made.length === 0) return undefined;
  return {
    result: { launched: made.length, deferred: 0, blocked: 0, limitedBy: null },
    calls: made
      .filter((attempt) => attempt.state !== 'ended')
      .map((attempt) => ({
        input: callInput(termsOf(rules, limits), idsOf(input, attempt.attempt_id), attempt.due_at.getTime()),
        campaignId: input.campaignId,
        attemptNumber: attempt.attempt_number,
        promised: attempt.priority === 0,
      })),
  };
}

/** Reasons that hold for the campaign as a whole: its leads are left as they are. */
function whyNotAtAll(
  rules: CampaignRules,
  limits: Limits,
  carrier: EngineDeps['carriers'][keyof EngineDeps['carriers']],
  nowMs: number,
): string | undefined {
  if (rules.status !== 'running') return 'campaign-not-running';
  if (schedulePhase(rules.schedule, nowMs) !== 'open') return 'outside-schedule';
  if (limits.trunkStatus !== 'active') return 'trunk-paused';
  if (!carrier) return 'carrier-not-configured';
  if (carrier.capabilities.real && rules.clock_offset_ms !== null) return 'real-carrier-on-demo-clock';
  return undefined;
}

function freeOf(limits: Limits): { free: number; limit: string } {
  const agents = Object.values(limits.agents).reduce((sum, agent) => sum + Math.max(0, agent.free), 0);
  const each: [string, number][] = [
    ['campaign', limits.campaignFree],
    ['trunk', limits.trunkFree],
    ['tenant', limits.tenantFree],
    ['agents', agents],
    ['voice', limits.voiceFree ?? Number.POSITIVE_INFINITY],
  ];
  const [limit, free] = each.reduce((least, one) => (one[1] < least[1] ? one : least));
  return { free, limit };
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

function heldEvents(input: LaunchInput, due: ScreenedDue): NewEvent[] {
  const blocked = due.blocked.map(
    (lead): NewEvent => ({
      type: 'lead.blocked',
      campaignId: input.campaignId,
      leadId: lead.leadId,
      data: { reason: lead.reason },
    }),
  );
  if (due.deferred.length === 0) return blocked;
  const next = Math.min(...due.deferred.map((lead) => lead.nextMs));
  return [
    ...blocked,
    {
      type: 'campaign.deferred',
      campaignId: input.campaignId,
      data: { leads: due.deferred.length, nextAt: new Date(next).toISOString() },
    },
  ];
}

function movedEvents(input: LaunchInput, moved: readonly { leadId: string; promisedFor: Date }[]): NewEvent[] {
  return moved.map(({ leadId, promisedFor }) => ({
    type: 'lead.callback-moved',
    campaignId: input.campaignId,
    leadId,
    data: { promisedFor: promisedFor.toISOString() },
  }));
}

const termsOf = (rules: CampaignRules, limits: Limits) => ({
  carrier: limits.carrier,
  media: limits.media,
  ringTimeoutMs: rules.ring_timeout_ms,
  maxCallMs: rules.max_call_ms,
});
const idsOf = (input: LaunchInput, attemptId: string) => ({
  tenantId: input.tenantId,
  campaignId: input.campaignId,
  // Attempt ids are made here and read back from here.
  attemptId: attemptId as AttemptId,
});
const timeOf = (text: string | null) => (text === null ? 0 : Date.parse(text));
