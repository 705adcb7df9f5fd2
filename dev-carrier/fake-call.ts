import type { Disposition } from '../domain/vocabulary.ts';
import type { FakeBehaviour, FakeReport, PlaceCall, PlacedCall } from './contract.ts';
import type { Line } from './line.ts';
import { lognormalMs, pick, seeded } from './seeded.ts';
import { SIP_FAILURES, type SipFailure } from './sip-failures.ts';
import { waited } from './wait.ts';

/** How the calls that nobody answers fail, by weight. */
const UNANSWERED: readonly (readonly [SipFailure, number])[] = [
  ['no-answer', 58],
  ['busy', 24],
  ['declined', 12],
  ['invalid', 4],
  ['unavailable', 2],
];
/** How the answered ones go. */
const ANSWERED: readonly (readonly [Disposition, number])[] = [
  ['completed', 52],
  ['callee-hung-up', 16],
  ['voicemail', 14],
  ['callback-requested', 7],
  ['opted-out', 5],
  ['human-requested', 3],
  ['silent', 3],
];

export type FakePlan = {
  ringMs: number;
  fate:
    | { kind: 'unanswered'; failure: SipFailure }
    | { kind: 'answered'; outcome: Disposition; talkMs: number; callbackInMs: number };
};

/** What becomes of one fake call, decided by seed, intent and number alone. Times before the speed factor. */
export function planFakeCall(
  seed: string,
  call: Pick<PlaceCall, 'intent' | 'number'>,
  behaviour: FakeBehaviour,
): FakePlan {
  const chance = (about: string) => seeded(seed, call.intent, call.number, about);
  const ringMs = lognormalMs(behaviour.ringMedianMs, behaviour.sigma, chance('ring'));
  if (chance('answered') >= behaviour.answerRate) {
    return { ringMs, fate: { kind: 'unanswered', failure: pick(UNANSWERED, chance('failure')) } };
  }
  return {
    ringMs,
    fate: {
      kind: 'answered',
      outcome: pick(ANSWERED, chance('outcome')),
      talkMs: lognormalMs(behaviour.talkMedianMs, behaviour.sigma, chance('talk')),
      callbackInMs: Math.round(10 + 110 * chance('callback')) * 60_000,
    },
  };
}

export type FakeDeps = { plan: FakePlan; speed: number; report: (report: FakeReport) => void; now: () => Date };

/** Rings, and answers or fails. The conversation goes on after this has resolved and ends with a report. */
export async function fakeCall(call: PlaceCall, line: Line, deps: FakeDeps): Promise<PlacedCall> {
  const { plan, speed } = deps;
  const failed = (failure: SipFailure, ringing: boolean): PlacedCall => {
    line.end(failure);
    return { outcome: 'failed', callId: line.callId, ringing, ringMs: line.ringMs, error: SIP_FAILURES[failure] };
  };
  if (plan.fate.kind === 'unanswered' && plan.fate.failure !== 'no-answer' && plan.fate.failure !== 'declined') {
    const cut = (await waited(Math.min(300, plan.ringMs) / speed, line.signal)) === 'cut';
    return failed(cut ? 'cancelled' : plan.fate.failure, false);
  }
  line.ring();
  const neverAnswered = plan.fate.kind === 'unanswered' && plan.fate.failure === 'no-answer';
  const ringMs = neverAnswered ? call.ringingTimeoutMs : Math.min(plan.ringMs, call.ringingTimeoutMs);
  if ((await waited(ringMs / speed, line.signal)) === 'cut') return failed('cancelled', true);
  if (ringMs >= call.ringingTimeoutMs) return failed('no-answer', true);
  if (plan.fate.kind === 'unanswered') return failed(plan.fate.failure, true);
  const answeredAt = line.answer();
  void converse(call, line, plan.fate, deps);
  return { outcome: 'answered', callId: line.callId, answeredAt: answeredAt.toISOString(), ringMs: line.ringMs };
}

async function converse(
  call: PlaceCall,
  line: Line,
  fate: Extract<FakePlan['fate'], { kind: 'answered' }>,
  deps: FakeDeps,
): Promise<void> {
  const left = call.maxDurationMs - line.ringMs * deps.speed;
  const talk = await waited(Math.max(0, Math.min(fate.talkMs, left)) / deps.speed, line.signal);
  if (talk === 'cut') return; // whoever hung up knows
  line.end(fate.outcome);
  const { answeredAt, endedAt, talkMs } = line.snapshot();
  const now = deps.now();
  const callback = new Date(now.getTime() + call.clockOffsetMs + fate.callbackInMs / deps.speed);
  deps.report({
    event: 'ended',
    intent: call.intent,
    callId: line.callId,
    outcome: fate.outcome,
    answeredAt: answeredAt ?? now.toISOString(),
    endedAt: endedAt ?? now.toISOString(),
    talkMs,
    optOut: fate.outcome === 'opted-out',
    ...(fate.outcome === 'callback-requested' && { callbackAt: callback.toISOString() }),
  });
}
