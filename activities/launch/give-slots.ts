import { MINUTE_MS } from '../../domain/time.ts';

/** Both buckets of a dial: the campaign's and its trunk's. Times in milliseconds since 1970. */
export interface Buckets {
  /** The slot that was given last; null: none was yet. */
  campaignLastMs: number | null;
  trunkLastMs: number | null;
  campaignCallsPerSecond: number;
  trunkCallsPerSecond: number;
}

/** A last slot further ahead than this was written before the clock was set back. */
const CLOCK_SET_BACK_MS = MINUTE_MS;

/**
 * Gives each due time the next slot that both token buckets have (GCRA with a burst of one: unused seconds are not saved
 * up), not before `earliestMs`. The distance to the last slot is that of the present rates: a rate that grew since then,
 * by a ramp-up or by hand, is not held back by what it was. Stops where a slot would lie at or after `untilMs`: a lease is
 * not held for a dial that is far off. `dueMs` must rise; the result may be shorter.
 */
export function giveSlots(
  dueMs: readonly number[],
  buckets: Buckets,
  { earliestMs, untilMs }: { earliestMs: number; untilMs: number },
): { slots: number[]; last: { campaignMs: number | null; trunkMs: number | null } } {
  const known = (ms: number | null) => (ms !== null && ms > untilMs + CLOCK_SET_BACK_MS ? earliestMs : ms);
  const last = { campaignMs: known(buckets.campaignLastMs), trunkMs: known(buckets.trunkLastMs) };
  const slots: number[] = [];
  for (const due of dueMs) {
    const slot = Math.max(
      due,
      earliestMs,
      after(last.campaignMs, buckets.campaignCallsPerSecond),
      after(last.trunkMs, buckets.trunkCallsPerSecond),
    );
    if (slot >= untilMs) break;
    slots.push(slot);
    last.campaignMs = slot;
    last.trunkMs = slot;
  }
  return { slots, last };
}

function after(lastMs: number | null, callsPerSecond: number): number {
  return lastMs === null ? 0 : lastMs + 1000 / callsPerSecond;
}
