import type { EpochMs } from '../time.ts';
import { SECOND_MS } from '../time.ts';

/** Start at a part of the full rate and grow evenly, so that a wrong number range or prompt is noticed early. */
export type RampUp = {
  /** 0 to 100. */
  readonly startPercent: number;
  readonly seconds: number;
};

/** The rate at `now`, never more than the full one. Without a ramp the full rate holds at once. */
export function rateAt(fullRate: number, rampUp: RampUp | null, startedAt: EpochMs, now: EpochMs): number {
  if (!rampUp || rampUp.seconds <= 0) return fullRate;
  const grown = Math.min(Math.max((now - startedAt) / (rampUp.seconds * SECOND_MS), 0), 1);
  const start = Math.min(Math.max(rampUp.startPercent / 100, 0), 1);
  return fullRate * (start + (1 - start) * grown);
}
