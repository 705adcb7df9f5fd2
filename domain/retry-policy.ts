import { promise } from './callback.ts';
import type { AttemptRecord, LeadHistory, NextStep, Outcome, RetryPolicy, RetryRule } from './lead-history.ts';
import { retryAt } from './retry-time.ts';
import type { EpochMs, ZoneTable } from './time.ts';
import { MINUTE_MS, SECOND_MS } from './time.ts';
import type { Disposition } from './vocabulary.ts';
import { DISPOSITIONS } from './vocabulary.ts';

/** A deferral without a time waits for somebody; it is looked at again after this. */
const LOOK_AGAIN_MS = 5 * MINUTE_MS;
/** Doubled with each time in a row that no voice agent was ready, up to LOOK_AGAIN_MS. */
const NO_AGENT_FIRST_WAIT_MS = 5 * SECOND_MS;

/**
 * What becomes of the lead after an attempt ended. Promised callbacks come first; a retry always falls into the window of
 * the phone it is for. The claim screens again: this decides what to try, never what is allowed.
 */
export function nextStep(
  policy: RetryPolicy,
  history: LeadHistory,
  outcome: Outcome,
  now: EpochMs,
  zones: ZoneTable,
): NextStep {
  if (outcome.disposition === 'opted-out') return { kind: 'done', reason: 'opted-out' };
  if (outcome.callback) {
    const promised = promise(outcome.callback, history, outcome.phonePosition, now, zones);
    if (promised) return promised;
  }
  if (outcome.disposition === 'deferred' || outcome.disposition === 'cancelled') return again(outcome, now);
  if (outcome.disposition === 'blocked' && outcome.refusal?.scope !== 'phone')
    return { kind: 'done', reason: 'blocked' };

  const phones = phonesLeft(history, outcome);
  const rule = ruleFor(policy, history, outcome.disposition);
  if (!rule) return { kind: 'done', reason: outcome.disposition };
  if (phones.length === 0)
    return { kind: 'done', reason: phoneIsDead(outcome.disposition) ? outcome.disposition : 'no-phone-left' };
  if (isUsedUp(policy, rule, history, outcome)) return { kind: 'done', reason: 'attempts-used' };

  for (const phone of inTurn(phones, outcome.phonePosition, rule.phone)) {
    const at = retryAt(rule, phone.places, history, outcome, now, zones);
    if (at === null) continue;
    if (outcome.promisedAt !== undefined && !rule.counts) return stillPromised(at, phone.position, outcome.promisedAt);
    return { kind: 'retry', at, phonePosition: phone.position };
  }
  return { kind: 'done', reason: 'no-common-time' };
}

/** A number that does not exist, or must not be dialled, costs no delay: its lead may have another. */
const ANOTHER_PHONE_NOW: RetryRule = {
  maxAttempts: Number.POSITIVE_INFINITY,
  delaySeconds: 0,
  phone: 'next',
  spread: 'exact',
  counts: false,
};

function ruleFor(policy: RetryPolicy, history: LeadHistory, disposition: Disposition): RetryRule | undefined {
  if (phoneIsDead(disposition)) return ANOTHER_PHONE_NOW;
  if (disposition === 'no-agent') return whenAnAgentIsReady(history);
  return policy.rules[disposition];
}

/** Our side was not ready and nobody's phone rang: tried again however often, each time in a row after twice the wait. */
function whenAnAgentIsReady({ attempts }: LeadHistory): RetryRule {
  const inARow = attempts.length - 1 - attempts.findLastIndex((one) => one.disposition !== 'no-agent');
  const waitMs = Math.min(NO_AGENT_FIRST_WAIT_MS * 2 ** inARow, LOOK_AGAIN_MS);
  return { ...ANOTHER_PHONE_NOW, phone: 'same', delaySeconds: waitMs / SECOND_MS };
}

function phoneIsDead(disposition: Disposition): boolean {
  return disposition === 'invalid-number' || disposition === 'blocked';
}

function again(outcome: Outcome, now: EpochMs): NextStep {
  const wait = outcome.disposition === 'cancelled' ? SECOND_MS : LOOK_AGAIN_MS;
  const at = Math.max(outcome.refusal?.nextCallableAt ?? now + wait, now);
  if (outcome.promisedAt !== undefined) return stillPromised(at, outcome.phonePosition, outcome.promisedAt);
  return { kind: 'retry', at, phonePosition: outcome.phonePosition };
}

function stillPromised(at: EpochMs, phonePosition: number, promisedAt: EpochMs): NextStep {
  return { kind: 'callback', at, phonePosition, movedFrom: promisedAt, movedBecause: 'could-not-dial' };
}

function phonesLeft(history: LeadHistory, outcome: Outcome): LeadHistory['phones'] {
  const dead = [...history.attempts, outcome]
    .filter((attempt) => phoneIsDead(attempt.disposition))
    .map((attempt) => attempt.phonePosition);
  return history.phones.filter((phone) => !dead.includes(phone.position));
}

/** The phones in the order they are to be tried: this one first, or the one after it, round and round. */
function inTurn(phones: LeadHistory['phones'], position: number, which: RetryRule['phone']): LeadHistory['phones'] {
  const sorted = phones.toSorted((a, b) => a.position - b.position);
  const first = sorted.findIndex((phone) =>
    which === 'same' ? phone.position >= position : phone.position > position,
  );
  return first <= 0 ? sorted : [...sorted.slice(first), ...sorted.slice(0, first)];
}

function isUsedUp(policy: RetryPolicy, rule: RetryRule, history: LeadHistory, outcome: Outcome): boolean {
  const attempts = [...history.attempts, outcome];
  const alike = tryingFor(attempts, outcome).filter((attempt) => attempt.disposition === outcome.disposition).length;
  if (alike >= rule.maxAttempts) return true;
  if (!rule.counts) return false;
  const counted = attempts.filter((attempt) => attemptCounts(policy, attempt.disposition)).length;
  return counted >= policy.maxAttempts;
}

/** What failed before a callback was promised says nothing about keeping it: only attempts since that call count. */
function tryingFor(attempts: readonly AttemptRecord[], { promisedAt }: Outcome): readonly AttemptRecord[] {
  if (promisedAt === undefined) return attempts;
  return attempts.slice(attempts.findLastIndex((one) => DISPOSITIONS[one.disposition].group === 'answered') + 1);
}

/** Deferred, cancelled and blocked attempts never rang; others count unless their rule says otherwise. */
function attemptCounts(policy: RetryPolicy, disposition: Disposition): boolean {
  if (DISPOSITIONS[disposition].group === 'not-dialled') return false;
  return policy.rules[disposition]?.counts ?? true;
}
