import { ApplicationFailure } from '@temporalio/common';
import { addEvents, type NewEvent } from '../../database/engine/add-events.ts';
import { type CallPlan, readCallPlan } from '../../database/engine/call-plan.ts';
import { type AttemptEnd, dispositionOf, endAttempt, type EndedRow } from '../../database/engine/end-attempt.ts';
import { recordOptOutOfCall } from '../../database/receipts/opt-out-of-call.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { AttemptId, CampaignId } from '../../domain/ids.ts';
import type { NextStep } from '../../domain/lead-history.ts';
import type { Disposition } from '../../domain/vocabulary.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import { FAILURES, liveKitNames } from '../../workflows/contract.ts';
import type { EngineDeps } from '../deps.ts';
import type { FinishInput } from '../interface.ts';
import { nextLeadStep } from './next-lead-step.ts';

/**
 * Ends an attempt for good: an opt-out takes effect everywhere, the call is surely over at the carrier, then, in one
 * transaction and only once, disposition, lease, call, the lead's next step and the timeline. The lease goes last: while
 * anything may still be up, its place is not given to another call. Repeats are no-ops that answer what was written.
 */
export async function finishCall(deps: EngineDeps, input: FinishInput): Promise<{ disposition: Disposition }> {
  const { tenantId, attemptId } = input;
  if (isOverByItself(input)) {
    if (input.media) await deps.rooms?.close(liveKitNames.room(tenantId, attemptId));
  } else await endAtTheCarrier(deps, input);
  return deps.database.inTenant(tenantId, (tx) => end(deps, tx, input), 'once');
}

async function end(deps: EngineDeps, tx: TenantTx, input: FinishInput): Promise<{ disposition: Disposition }> {
  const { attemptId } = input;
  const ended = await endAttempt(tx, attemptId, attemptEnd(input, deps.clock.now()));
  if (!ended) return { disposition: await dispositionWritten(tx, attemptId) };
  const lead =
    ended.campaign_id !== null && ended.lead_id !== null
      ? // Branded by the database.
        await nextLeadStep(deps, tx, ended.campaign_id as CampaignId, ended.lead_id, ended, input)
      : undefined;
  await addEvents(tx, deps.clock.now(), endEvents(input, ended, lead));
  return { disposition: input.disposition };
}

/**
 * Ends that leave nothing to be looked up: the conversation reported its own end without a refusal, or nothing was ever
 * sent. What is left is the room, whose name is the attempt's.
 */
function isOverByItself({ media, report, disposition, endReason }: FinishInput): boolean {
  if (media === undefined) return false;
  if (report) return disposition !== 'opted-out' && !report.optOut;
  return endReason === 'not-answered' || endReason === 'not-dialled';
}

async function endAtTheCarrier(deps: EngineDeps, input: FinishInput): Promise<void> {
  const { tenantId, attemptId } = input;
  const plan = await deps.database.inTenant(tenantId, (tx) => readCallPlan(tx, attemptId));
  if (!plan) throw ApplicationFailure.nonRetryable('the attempt to be finished does not exist', FAILURES.notFound);
  if (plan.state === 'ended') return;
  if (input.report?.optOut) await optOut(deps, input);
  await clearAway(deps, input, plan);
}

/** What the callee said in this call. A call that a refusal from elsewhere cut short adds nothing to the list. */
async function optOut(deps: EngineDeps, { tenantId, attemptId }: FinishInput): Promise<void> {
  const about = { source: 'spoken', reason: 'asked during a call', createdBy: 'call' } as const;
  const done = await recordOptOutOfCall(deps.database, tenantId, attemptId, about, deps.clock.now());
  if (done) await deliverOutbox(deps, tenantId, done.outbox);
}

async function dispositionWritten(tx: TenantTx, attemptId: AttemptId): Promise<Disposition> {
  const written = await dispositionOf(tx, attemptId);
  if (!written) throw ApplicationFailure.nonRetryable('the attempt to be finished does not exist', FAILURES.notFound);
  return written;
}

/** Rooms are deleted, which also hangs up. A carrier without rooms is asked only where it has not reported the end. */
async function clearAway(deps: EngineDeps, input: FinishInput, plan: CallPlan): Promise<void> {
  const carrier = deps.carriers[plan.carrier];
  if (plan.media && deps.rooms) await deps.rooms.close(plan.room);
  else if (carrier && plan.dial_started_at && !plan.fenced_at && input.report === undefined && isAnswer(input)) {
    const { attemptId } = input;
    await carrier.hangUp({ attemptId, room: plan.room, calleeIdentity: liveKitNames.callee(attemptId) });
  }
}

/** Ends that leave a call up until somebody hangs up. After the carrier's own "not answered" there is none. */
function isAnswer(input: FinishInput): boolean {
  return input.endReason !== 'not-answered' && input.endReason !== 'not-dialled';
}

function attemptEnd(input: FinishInput, nowMs: number): AttemptEnd {
  const { report } = input;
  const answeredAt = report?.answeredAt ?? input.answeredAt;
  return {
    disposition: input.disposition,
    endReason: input.endReason,
    reason: input.reason ?? null,
    sipStatus: input.sipStatus ?? null,
    carrierCallId: input.carrierCallId ?? null,
    answeredAtMs: answeredAt === undefined ? null : Date.parse(answeredAt),
    endedAtMs: report ? Math.min(Date.parse(report.endedAt), nowMs) : nowMs,
    talkMs: report?.talkMs ?? null,
    firstAudioMs: report?.firstAudioMs ?? null,
    turns: report?.turns ?? null,
    error: report?.error ?? null,
  };
}

function endEvents(
  input: FinishInput,
  ended: EndedRow,
  lead: { step: NextStep; offsetMs: number } | undefined,
): NewEvent[] {
  const about = {
    campaignId: ended.campaign_id,
    leadId: ended.lead_id,
    callId: input.attemptId,
    agentId: ended.agent_id,
  };
  const events: NewEvent[] = [
    {
      ...about,
      type: 'call.ended',
      data: {
        disposition: input.disposition,
        endReason: input.endReason,
        ...(input.reason === undefined ? {} : { reason: input.reason }),
        ...(lead ? { next: nextFact(lead.step, lead.offsetMs) } : {}),
      },
    },
  ];
  if (lead?.step.kind === 'callback' && lead.step.movedFrom !== undefined) {
    const promisedFor = new Date(lead.step.movedFrom - lead.offsetMs).toISOString();
    events.push({ ...about, type: 'lead.callback-moved', data: { promisedFor, because: lead.step.movedBecause } });
  }
  return events;
}

function nextFact(step: NextStep, offsetMs: number): Record<string, unknown> {
  if (step.kind === 'done') return { kind: 'done', reason: step.reason };
  return { kind: step.kind, at: new Date(step.at - offsetMs).toISOString() };
}
