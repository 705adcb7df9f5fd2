/** What a campaign does in one tick, decided from its measurements alone. Pure: every decision is in the history. */
import type { CampaignMeasurements, LaunchLimit, LaunchResult } from '../activities/interface.ts';
import {
  afterPlacing,
  breaker,
  type BreakerState,
  type DialHealth,
  type FailedPart,
} from '../domain/pacing/breaker.ts';
import type { Disposition } from '../domain/vocabulary.ts';
import { callsToPlace, type PacingLimit } from '../domain/pacing/calls-to-place.ts';
import type { RampUp } from '../domain/pacing/ramp-up.ts';
import { takeSlots } from '../domain/pacing/token-bucket.ts';
import type { CampaignState } from './campaign-state.ts';
import { HORIZON_MS, LONGEST_WAIT_MS, PATIENCE_MS, TICK_MS, WATCH_MS } from './options.ts';

export interface TickPlan {
  count: number;
  callsPerSecond: number;
  /** What keeps it from being more; null where nothing is paced. */
  limitedBy: PacingLimit | null;
  /** The same, for people. */
  sentence: string;
  breaker: BreakerState;
}

/** What came of a tick. `waits`: it began no call, since something is missing that no call of its own will bring. */
export interface TickOutcome {
  launched: number;
  waits: Waiting | null;
}
export interface Waiting {
  patience: keyof typeof PATIENCE_MS;
  /** For people. */
  sentence: string;
}

export function planTick(state: CampaignState, measured: CampaignMeasurements): TickPlan {
  const now = Date.parse(measured.at);
  const newBreaker = breaker(state.breaker, outcomesOf(measured), now);
  const rest = { count: 0, callsPerSecond: measured.callsPerSecond, limitedBy: null, breaker: newBreaker };
  if (measured.trunk.status === 'paused') {
    return { ...rest, sentence: `the trunk is paused: ${measured.trunk.pausedReason ?? 'no reason was given'}` };
  }
  const pace = callsToPlace(
    { dialerType: 'agentless', callsPerSecond: measured.callsPerSecond, rampUp: rampUpOf(measured) },
    {
      now,
      startedAt: state.startedAtMs,
      horizonMs: HORIZON_MS,
      bucket: state.bucket,
      free: measured.free,
      dueLeads: dueWithinHorizon(measured),
      breaker: newBreaker,
    },
  );
  if (pace.kind === 'not-available') return { ...rest, sentence: pace.sentence };
  const { count, callsPerSecond, limitedBy, sentence } = pace;
  return { count, callsPerSecond, limitedBy, sentence, breaker: newBreaker };
}

/**
 * What a tick without a call waits for. While the campaign has calls their end makes room, and the next tick sees it at
 * once; a launch may find less than was measured before it.
 */
export function waitsFor(
  measured: CampaignMeasurements,
  plan: TickPlan,
  launch: Pick<LaunchResult, 'launched' | 'limitedBy'> | null,
): Waiting | null {
  if (measured.leads.inCall > 0 || (launch?.launched ?? 0) > 0) return null;
  if (measured.trunk.status === 'paused') return { patience: 'long', sentence: plan.sentence };
  if (launch) return (launch.limitedBy && MISSING_AT_LAUNCH[launch.limitedBy]) ?? null;
  const patience = plan.limitedBy === null ? undefined : PATIENCE_FOR[plan.limitedBy];
  return patience === undefined ? null : { patience, sentence: `waiting: ${plan.sentence}` };
}

/** Room that others have. Every other limit is the campaign's own affair. */
const PATIENCE_FOR: Readonly<Partial<Record<PacingLimit, Waiting['patience']>>> = {
  'voice-capacity': 'long',
  'campaign-limit': 'short',
  'trunk-limit': 'short',
  'tenant-limit': 'short',
  'agent-limit': 'short',
};

const ROOM_WAS_TAKEN: Waiting = { patience: 'short', sentence: 'waiting: others took the room that was free' };
const MISSING_AT_LAUNCH: Readonly<Partial<Record<LaunchLimit, Waiting>>> = {
  voice: { patience: 'long', sentence: 'waiting: no voice worker is free' },
  campaign: ROOM_WAS_TAKEN,
  trunk: ROOM_WAS_TAKEN,
  tenant: ROOM_WAS_TAKEN,
  agents: ROOM_WAS_TAKEN,
  'trunk-paused': { patience: 'long', sentence: 'the trunk is paused' },
  'carrier-not-configured': { patience: 'long', sentence: 'waiting: the carrier of its trunk is not set up here' },
  'clocks-apart': { patience: 'long', sentence: 'waiting: the clocks of its worker and of the database differ' },
  'real-carrier-on-demo-clock': { patience: 'long', sentence: 'waiting: a demonstration clock dials no real carrier' },
};

/**
 * Slots are taken for what was really launched, so that refused claims leave no hole in the rate. `followsRate`: the next
 * slot moves with the rate; runs that began before that was so keep it where it was put.
 */
export function afterLaunch(
  state: CampaignState,
  plan: TickPlan,
  launched: number,
  nowMs: number,
  { followsRate }: { followsRate: boolean } = { followsRate: true },
): void {
  state.breaker = afterPlacing(plan.breaker, launched, nowMs);
  const { bucket } = takeSlots(state.bucket, plan.callsPerSecond, nowMs, launched);
  state.bucket = followsRate ? bucket : { nextSlotAt: bucket.nextSlotAt };
}

/** Milliseconds until the next look, from the moment of the measurement. */
export function untilNextTick(
  state: CampaignState,
  measured: CampaignMeasurements,
  { launched, waits }: TickOutcome,
): number {
  if (state.status === 'stopping') return WATCH_MS;
  if (state.status === 'paused') return LONGEST_WAIT_MS;
  if (waits) return patienceMs(waits.patience, state.vainLooks);
  const now = Date.parse(measured.at);
  const resting = measured.trunk.status === 'paused' || state.breaker.kind === 'open';
  if (!resting && (launched > 0 || measured.leads.dueNow > 0)) return TICK_MS;
  const nextDue =
    measured.nextDueAt === null ? Number.POSITIVE_INFINITY : Date.parse(measured.nextDueAt) - now - TICK_MS;
  const nextProbe = state.breaker.kind === 'open' ? state.breaker.probeAt - now : Number.POSITIVE_INFINITY;
  const watch = measured.leads.inCall > 0 || measured.trunk.status === 'paused' ? WATCH_MS : LONGEST_WAIT_MS;
  return Math.max(TICK_MS, Math.min(watch, resting ? nextProbe : nextDue));
}

function patienceMs(patience: Waiting['patience'], vainLooks: number): number {
  const waits = PATIENCE_MS[patience];
  return waits[vainLooks] ?? waits.at(-1) ?? TICK_MS;
}

function outcomesOf({ recentOutcomes }: CampaignMeasurements): DialHealth[] {
  return recentOutcomes
    .filter(({ group, disposition }) => group !== 'not-dialled' || disposition === 'no-agent')
    .map(({ at, group, disposition }) => ({ at: Date.parse(at), failed: failedPart(group, disposition) }));
}

function failedPart(
  group: CampaignMeasurements['recentOutcomes'][number]['group'],
  disposition: Disposition,
): FailedPart | null {
  if (disposition === 'no-agent') return 'voice';
  return group === 'carrier-failure' || group === 'unknown' ? 'carrier' : null;
}

function rampUpOf({ pacing, callsPerSecond }: CampaignMeasurements): RampUp | null {
  const { fromCallsPerSecond, overSeconds } = pacing.rampUp;
  if (overSeconds === undefined || overSeconds <= 0) return null;
  return { startPercent: (100 * (fromCallsPerSecond ?? 0)) / callsPerSecond, seconds: overSeconds };
}

/** An upper bound: the claim takes no lead that falls due later than the horizon. */
function dueWithinHorizon({ at, leads, nextDueAt }: CampaignMeasurements): number {
  const soon = nextDueAt !== null && Date.parse(nextDueAt) <= Date.parse(at) + HORIZON_MS;
  return soon ? leads.waiting : leads.dueNow;
}
