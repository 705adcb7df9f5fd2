import type { EpochMs } from '../time.ts';
import { SECOND_MS } from '../time.ts';

/**
 * How one call ended, as far as our side and the carrier are concerned: null when it went as calls go. An unknown outcome
 * is the carrier's failure, since nobody knows that it worked; `voice` means that no voice agent was ready for it.
 */
export type DialHealth = { readonly at: EpochMs; readonly failed: FailedPart | null };
export type FailedPart = 'carrier' | 'voice';

export type BreakerPolicy = {
  /** Opens when at least so many dials failed ... */
  readonly leastFailures: number;
  /** ... and at least this share of all dials ... */
  readonly failureShare: number;
  /** ... within this long. */
  readonly lookBackMs: number;
  /** How long dialling rests before one dial probes; doubled with each probe that fails, up to the most. */
  readonly coolOffMs: number;
  /** The same where most failures were our own voice workers': a process too many is over sooner than an outage. */
  readonly voiceCoolOffMs: number;
  readonly mostCoolOffMs: number;
  /** How long the outcome of a probe is waited for before another one is sent. */
  readonly probeTimeoutMs: number;
};

export const DEFAULT_BREAKER: BreakerPolicy = {
  leastFailures: 5,
  failureShare: 0.5,
  lookBackMs: 120 * SECOND_MS,
  coolOffMs: 30 * SECOND_MS,
  voiceCoolOffMs: 5 * SECOND_MS,
  mostCoolOffMs: 600 * SECOND_MS,
  probeTimeoutMs: 120 * SECOND_MS,
};

/** Plain data: it is carried over continue-as-new. Outcomes of before `since` no longer count. */
export type BreakerState =
  | { readonly kind: 'closed'; readonly since: EpochMs }
  | {
      readonly kind: 'open';
      readonly since: EpochMs;
      readonly probeAt: EpochMs;
      /** How often in a row it opened. */
      readonly trips: number;
      readonly failed: number;
      readonly dialled: number;
      /** Where most of the failures were. */
      readonly part: FailedPart;
    }
  | {
      readonly kind: 'half-open';
      readonly since: EpochMs;
      readonly trips: number;
      /** When the probe was sent; null while none is under way. */
      readonly probedAt: EpochMs | null;
    };

export const closedBreaker = (now: EpochMs): BreakerState => ({ kind: 'closed', since: now });

/**
 * The breaker after these outcomes. `outcomes` are all dials that ended within the look-back, any order; the state
 * remembers from when on they count. Never throws; the same outcomes asked twice change nothing.
 */
export function breaker(
  state: BreakerState,
  outcomes: readonly DialHealth[],
  now: EpochMs,
  policy: BreakerPolicy = DEFAULT_BREAKER,
): BreakerState {
  switch (state.kind) {
    case 'closed': {
      const from = Math.max(state.since, now - policy.lookBackMs);
      const recent = outcomes.filter((outcome) => outcome.at >= from && outcome.at <= now);
      const failed = failuresOf(recent);
      if (failed.length < policy.leastFailures || failed.length < recent.length * policy.failureShare) return state;
      return opened(1, failed, recent.length, now, policy);
    }
    case 'open':
      return now < state.probeAt ? state : { kind: 'half-open', since: now, trips: state.trips, probedAt: null };
    case 'half-open': {
      const since = outcomes.filter((outcome) => outcome.at >= state.since && outcome.at <= now);
      const failed = failuresOf(since);
      // Calls that were ringing when it opened may still end well: one success is proof enough that the carrier is back.
      if (since.length > failed.length) return closedBreaker(now);
      if (state.probedAt !== null && failed.length > 0)
        return opened(state.trips + 1, failed, failed.length, now, policy);
      const lost = state.probedAt !== null && now - state.probedAt > policy.probeTimeoutMs;
      return lost ? { ...state, probedAt: null } : state;
    }
  }
}

function failuresOf(outcomes: readonly DialHealth[]): FailedPart[] {
  return outcomes.flatMap(({ failed }) => failed ?? []);
}

function opened(
  trips: number,
  failures: FailedPart[],
  dialled: number,
  now: EpochMs,
  policy: BreakerPolicy,
): BreakerState {
  const part = failures.filter((one) => one === 'voice').length * 2 > failures.length ? 'voice' : 'carrier';
  const firstMs = part === 'voice' ? policy.voiceCoolOffMs : policy.coolOffMs;
  const coolOffMs = Math.min(firstMs * 2 ** (trips - 1), policy.mostCoolOffMs);
  return { kind: 'open', since: now, probeAt: now + coolOffMs, trips, failed: failures.length, dialled, part };
}

/** How many calls may be placed now: any number, none, or one probe. */
export function breakerAllows(state: BreakerState): number {
  switch (state.kind) {
    case 'closed':
      return Number.POSITIVE_INFINITY;
    case 'open':
      return 0;
    case 'half-open':
      return state.probedAt === null ? 1 : 0;
  }
}

/** Tell the breaker that calls were placed: in the half-open state the first one is its probe. */
export function afterPlacing(state: BreakerState, placed: number, now: EpochMs): BreakerState {
  return state.kind === 'half-open' && placed > 0 && state.probedAt === null ? { ...state, probedAt: now } : state;
}
