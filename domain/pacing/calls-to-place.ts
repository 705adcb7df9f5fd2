import type { EpochMs } from '../time.ts';
import { MINUTE_MS } from '../time.ts';
import type { DialerType } from '../vocabulary.ts';
import { type BreakerState, breakerAllows } from './breaker.ts';
import { rateAt, type RampUp } from './ramp-up.ts';
import { slotsWithin, type TokenBucket } from './token-bucket.ts';

export type PacingPolicy = {
  readonly dialerType: DialerType;
  readonly callsPerSecond: number;
  readonly rampUp: RampUp | null;
  /** True when humans take part in the calls; then `auto` is not agentless. */
  readonly operatorsTakePart?: boolean;
};

/** What the engine counted just now. */
export type PacingMeasurements = {
  readonly now: EpochMs;
  /** When dialling began, or began again: the ramp-up counts from here. */
  readonly startedAt: EpochMs;
  /** How far ahead this tick places calls. */
  readonly horizonMs: number;
  readonly bucket: TokenBucket;
  readonly free: {
    readonly campaign: number;
    readonly trunk: number;
    readonly tenant: number;
    readonly agents: number;
    /** Conversations the voice workers can take now; null where the carrier needs none. */
    readonly voice: number | null;
  };
  /** Leads that fall due before `now + horizonMs`. */
  readonly dueLeads: number;
  readonly breaker: BreakerState;
};

export type PacingLimit =
  | 'due-leads'
  | 'calls-per-second'
  | 'campaign-limit'
  | 'trunk-limit'
  | 'tenant-limit'
  | 'agent-limit'
  | 'voice-capacity'
  | 'breaker';

export type Pace =
  | {
      kind: 'place';
      count: number;
      /** What keeps it from being more. */
      limitedBy: PacingLimit;
      /** For people: why it is not more. */
      sentence: string;
      /** Calls per second in force, with ramp-up. Slots are taken at this rate (`takeSlots`). */
      callsPerSecond: number;
    }
  | { kind: 'not-available'; dialerType: DialerType; sentence: string };

/**
 * How many calls to place before the next tick: the least of the token bucket, the free leases, the warm voice capacity
 * and what is due. Over-dialling buys nothing without human agents, so nothing is forecast here. Where limits are equal
 * the first of the list is named.
 */
export function callsToPlace(policy: PacingPolicy, measured: PacingMeasurements): Pace {
  const dialerType = chosenDialer(policy);
  if (dialerType !== 'agentless') {
    const sentence = `the ${dialerType} dialer is not available yet; choose "agentless"`;
    return { kind: 'not-available', dialerType, sentence };
  }
  const callsPerSecond = rateAt(policy.callsPerSecond, policy.rampUp, measured.startedAt, measured.now);
  const { free } = measured;
  const limits: [PacingLimit, number][] = [
    ['due-leads', measured.dueLeads],
    ['breaker', breakerAllows(measured.breaker)],
    ['voice-capacity', free.voice ?? Number.POSITIVE_INFINITY],
    ['campaign-limit', free.campaign],
    ['trunk-limit', free.trunk],
    ['agent-limit', free.agents],
    ['tenant-limit', free.tenant],
    ['calls-per-second', slotsWithin(measured.bucket, callsPerSecond, measured.now, measured.horizonMs)],
  ];
  let [limitedBy, least] = limits[0] ?? ['due-leads', 0];
  for (const [name, value] of limits) {
    if (value < least) [limitedBy, least] = [name, value];
  }
  const count = Math.max(0, Math.floor(least));
  return {
    kind: 'place',
    count,
    limitedBy,
    sentence: sentenceFor(limitedBy, measured, callsPerSecond),
    callsPerSecond,
  };
}

/** `auto` is agentless where no humans take part, else progressive. */
export function chosenDialer(policy: PacingPolicy): Exclude<DialerType, 'auto'> {
  if (policy.dialerType !== 'auto') return policy.dialerType;
  return policy.operatorsTakePart ? 'progressive' : 'agentless';
}

function sentenceFor(limit: PacingLimit, measured: PacingMeasurements, callsPerSecond: number): string {
  switch (limit) {
    case 'due-leads':
      return 'every lead that is due is being called';
    case 'calls-per-second':
      return `dialling at ${rateText(callsPerSecond)}`;
    case 'campaign-limit':
      return "all of the campaign's calls are in use";
    case 'trunk-limit':
      return "all of the trunk's calls are in use";
    case 'tenant-limit':
      return "all of the tenant's calls are in use";
    case 'agent-limit':
      return "all of the agents' calls are in use";
    case 'voice-capacity':
      return 'no voice worker is free';
    case 'breaker':
      return breakerSentence(measured.breaker, measured.now);
  }
}

function rateText(callsPerSecond: number): string {
  if (callsPerSecond >= 1) return `${round(callsPerSecond)} ${callsPerSecond === 1 ? 'call' : 'calls'} a second`;
  return `${round(callsPerSecond * 60)} calls a minute`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function breakerSentence(state: BreakerState, now: EpochMs): string {
  switch (state.kind) {
    case 'closed':
      return 'the carrier answers';
    case 'open': {
      const seconds = Math.max(0, Math.ceil((state.probeAt - now) / 1000));
      const wait = seconds >= 2 * (MINUTE_MS / 1000) ? `${Math.round(seconds / 60)} minutes` : `${seconds} s`;
      const what = state.part === 'voice' ? 'calls found no voice agent ready' : 'dials failed at the carrier';
      return `dialling rests: ${state.failed} of ${state.dialled} ${what}; one call tries again in ${wait}`;
    }
    case 'half-open':
      return state.probedAt === null
        ? 'one call tries whether dialling works again'
        : 'waiting for the outcome of the one call that tries whether dialling works again';
  }
}
