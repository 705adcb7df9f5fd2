import {
  CancellationScope,
  condition,
  isCancellation,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  TemporalFailure,
  TimeoutFailure,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { CallLocalActivities, DialActivities, DialOutcome, Prepared } from '../activities/interface.ts';
import { type Heard, listen } from './call-messages.ts';
import { type AfterFence, afterFence, cancelledBeforeDial, type Ending, notDialled } from './call-outcome.ts';
import { reported, settledByDial } from './call-outcome.ts';
import { type CallInput, type CallResult, searchAttributes } from './contract.ts';
import {
  askToEndOptions,
  dialOptions,
  GOODBYE_MS,
  GUARD_MARGIN_MS,
  LAST_WORD_MS,
  prepareOptions,
  settleOptions,
} from './options.ts';

const { prepareCall } = proxyLocalActivities<CallLocalActivities>(prepareOptions);
const { fenceCall, finishCall } = proxyLocalActivities<CallLocalActivities>(settleOptions);
const { askToEnd } = proxyLocalActivities<CallLocalActivities>(askToEndOptions);

/** One attempt on its way: what was asked, what reached it, what the dial said. */
interface Attempt {
  input: CallInput;
  heard: Heard;
  dial: 'not-begun' | 'under-way' | DialOutcome;
}

/**
 * One attempt, from its lease to its disposition: prepare, dial once, hear how the conversation ended, finish. Whatever
 * is unknown on the way is fenced before anything is decided. Retries are the lead's next time, not this workflow's.
 */
export async function call(input: CallInput): Promise<CallResult> {
  const attempt: Attempt = { input, heard: listen(), dial: 'not-begun' };
  let ending: Ending;
  try {
    ending = await carryOut(attempt);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    ending = await CancellationScope.nonCancellable(() => fence(attempt, 'cancelled'));
  }
  return CancellationScope.nonCancellable(() => finish(attempt, ending));
}

async function carryOut(attempt: Attempt): Promise<Ending> {
  const { heard } = attempt;
  if (heard.hangUp) return cancelledBeforeDial(heard.hangUp);

  const prepared = await prepare(attempt);
  if (prepared.kind === 'not-dialled') return notDialled(prepared);
  if (heard.hangUp) return cancelledBeforeDial(heard.hangUp);

  const outcome = await dialOrHangUp(attempt);
  if (heard.hangUp) return fence(attempt, heard.hangUp);
  if (outcome.kind === 'unknown') return fence(attempt, outcome.detail === NEVER_TAKEN ? 'dial-late' : 'dial-unknown');
  if (outcome.kind !== 'answered') return settledByDial(outcome);

  await conversation(attempt);
  if (heard.hangUp === 'opted-out' && attempt.input.media && patched('goodbye-after-opt-out')) await goodbye(attempt);
  if (heard.report) return reported(heard.report, outcome.carrierCallId);
  return fence(attempt, heard.hangUp ?? 'guard-timer');
}

async function prepare({ input }: Attempt): Promise<Prepared> {
  setCurrentDetails('Making the room and waiting for the agent.');
  try {
    const { tenantId, attemptId, dialAt, media } = input;
    return await prepareCall({ tenantId, attemptId, dialAt, media });
  } catch (error) {
    if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
    // Half a room may be there; finishing deletes it, and nothing was dialled into it.
    return { kind: 'not-dialled', disposition: 'no-agent', reason: 'preparation failed' };
  }
}

/** Resolves with the dial's answer, or with `unknown` as soon as somebody asks to hang up. */
async function dialOrHangUp(attempt: Attempt): Promise<DialOutcome> {
  const { input, heard } = attempt;
  setCurrentDetails('Dialling.');
  attempt.dial = 'under-way';
  const dialled = dialOnce(input).then((outcome) => {
    attempt.dial = outcome;
    return outcome;
  });
  const hungUp = condition(() => heard.hangUp !== undefined).then(
    (): DialOutcome => ({ kind: 'unknown', detail: 'asked to hang up' }),
  );
  return Promise.race([dialled, hungUp]);
}

/** A dial that failed or whose worker was lost may still ring: unknown, never tried again. */
async function dialOnce({ tenantId, attemptId, dialAt, ringTimeoutMs }: CallInput): Promise<DialOutcome> {
  const { dial } = proxyActivities<DialActivities>(dialOptions(ringTimeoutMs, Date.parse(dialAt) - Date.now()));
  try {
    return await dial({ tenantId, attemptId, dialAt, ringTimeoutMs });
  } catch (error) {
    if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
    return { kind: 'unknown', detail: wasNeverTaken(error) ? NEVER_TAKEN : 'the dial gave no answer' };
  }
}

const NEVER_TAKEN = 'no worker was free to dial in time';

/** The queue gave the dial to nobody. The fence makes sure that nobody takes it now. */
function wasNeverTaken(error: TemporalFailure): boolean {
  const { cause } = error;
  return cause instanceof TimeoutFailure && cause.timeoutType === 'SCHEDULE_TO_START';
}

/** Until the conversation's report, a request to hang up, or the guard: the last is for when nobody else ends it. */
async function conversation({ input, heard }: Attempt): Promise<void> {
  setCurrentDetails('In conversation.');
  await condition(() => heard.report !== undefined || heard.hangUp !== undefined, input.maxCallMs + GUARD_MARGIN_MS, {
    summary: 'guard: longest call and a margin',
  });
}

/** The callee refused calls elsewhere while they talk: the agent says so and ends, and is cut off if it does not. */
async function goodbye({ input, heard }: Attempt): Promise<void> {
  if (heard.report) return;
  setCurrentDetails('Saying goodbye: the callee has refused calls elsewhere.');
  try {
    await askToEnd({ tenantId: input.tenantId, attemptId: input.attemptId });
  } catch (error) {
    if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
    return;
  }
  await condition(() => heard.report !== undefined, GOODBYE_MS, { summary: 'the goodbye' });
}

/** Makes sure that nothing rings, is live, or ever will be for this attempt; then decides from what is known. */
async function fence(attempt: Attempt, cause: AfterFence['cause']): Promise<Ending> {
  const { input, heard } = attempt;
  setCurrentDetails('Fencing: ending whatever may ring or be live.');
  const seen = await fenceCall({ tenantId: input.tenantId, attemptId: input.attemptId, reason: cause });
  const silent = () => heard.report === undefined && attempt.dial === 'under-way';
  const cutOff = () => heard.report === undefined && (seen.answered || answer(attempt)?.kind === 'answered');
  if ((silent() && seen.placed !== 'never') || cutOff()) {
    await condition(() => !silent() && !cutOff(), LAST_WORD_MS, { summary: 'last word of the dial or the agent' });
  }
  return afterFence({ seen, dial: answer(attempt), report: heard.report, cause, nowMs: Date.now() });
}

function answer({ dial }: Attempt): DialOutcome | undefined {
  return typeof dial === 'string' ? undefined : dial;
}

async function finish({ input: { tenantId, attemptId, media } }: Attempt, ending: Ending): Promise<CallResult> {
  const { disposition } = await finishCall({ tenantId, attemptId, media, ...ending });
  upsertSearchAttributes([
    { key: searchAttributes.disposition, value: disposition },
    { key: searchAttributes.state, value: 'ended' },
  ]);
  setCurrentDetails(`Ended: ${disposition}.`);
  return { disposition, endReason: ending.endReason };
}
