import type { EpochMs } from '../time.ts';
import { MINUTE_MS } from '../time.ts';

/**
 * Calls per second as evenly spaced slots: the bucket is the moment of the next free slot. A campaign that was idle does
 * not save up slots, so it never starts with a burst that the carrier would refuse.
 */
export type TokenBucket = {
  readonly nextSlotAt: EpochMs;
  /**
   * How far that lies behind the last slot: the distance of the rate it was taken at. While a rate grows, the next slot
   * is found anew from the last one at the rate of the moment; the first call of a ramp-up would otherwise put the second
   * off by minutes or days. Absent: the slot stays where it was put.
   */
  readonly gapMs?: number;
};

export const newBucket = (now: EpochMs): TokenBucket => ({ nextSlotAt: now });

/** A last slot further ahead than this was written before the clock was set back. */
const CLOCK_SET_BACK_MS = MINUTE_MS;

/** How many slots begin from `now` until just before `now + horizonMs`. */
export function slotsWithin(bucket: TokenBucket, callsPerSecond: number, now: EpochMs, horizonMs: number): number {
  if (callsPerSecond <= 0) return 0;
  const first = firstSlot(bucket, callsPerSecond, now);
  const end = now + horizonMs;
  return first >= end ? 0 : Math.ceil(((end - first) * callsPerSecond) / 1000);
}

/** Takes `count` slots: when each begins, and the bucket without them. */
export function takeSlots(
  bucket: TokenBucket,
  callsPerSecond: number,
  now: EpochMs,
  count: number,
): { slots: EpochMs[]; bucket: TokenBucket } {
  if (count === 0 || callsPerSecond <= 0) return { slots: [], bucket };
  const first = firstSlot(bucket, callsPerSecond, now);
  const gapMs = 1000 / callsPerSecond;
  const slots = Array.from({ length: count }, (_, index) => Math.round(first + index * gapMs));
  return { slots, bucket: { nextSlotAt: first + count * gapMs, gapMs } };
}

function firstSlot({ nextSlotAt, gapMs }: TokenBucket, callsPerSecond: number, now: EpochMs): EpochMs {
  if (gapMs === undefined) return Math.max(nextSlotAt, now);
  const last = nextSlotAt - gapMs;
  return last > now + CLOCK_SET_BACK_MS ? now : Math.max(last + 1000 / callsPerSecond, now);
}
