import type { EpochMs } from '../time.ts';

/**
 * Calls per second as evenly spaced slots: the bucket is the moment of the next free slot. A campaign that was idle does
 * not save up slots, so it never starts with a burst that the carrier would refuse.
 */
export type TokenBucket = { readonly nextSlotAt: EpochMs };

export const newBucket = (now: EpochMs): TokenBucket => ({ nextSlotAt: now });

/** How many slots begin from `now` until just before `now + horizonMs`. */
export function slotsWithin(bucket: TokenBucket, callsPerSecond: number, now: EpochMs, horizonMs: number): number {
  if (callsPerSecond <= 0) return 0;
  const first = Math.max(bucket.nextSlotAt, now);
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
  const first = Math.max(bucket.nextSlotAt, now);
  const gapMs = 1000 / callsPerSecond;
  const slots = Array.from({ length: count }, (_, index) => Math.round(first + index * gapMs));
  return { slots, bucket: { nextSlotAt: first + count * gapMs } };
}
