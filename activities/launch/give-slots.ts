/** Both buckets of a dial: the campaign's and its trunk's. Times in milliseconds since 1970. */
export interface Buckets {
  campaignNextMs: number;
  trunkNextMs: number;
  campaignCallsPerSecond: number;
  trunkCallsPerSecond: number;
}

/**
 * Gives each due time the next slot that both token buckets have (GCRA with a burst of one: unused seconds are not saved
 * up), not before `earliestMs`. Stops where a slot would lie at or after `untilMs`: a lease is not held for a dial that is
 * far off. `dueMs` must rise; the result may be shorter.
 */
export function giveSlots(
  dueMs: readonly number[],
  buckets: Buckets,
  { earliestMs, untilMs }: { earliestMs: number; untilMs: number },
): { slots: number[]; next: { campaignMs: number; trunkMs: number } } {
  let { campaignNextMs, trunkNextMs } = buckets;
  const slots: number[] = [];
  for (const due of dueMs) {
    const slot = Math.max(due, earliestMs, campaignNextMs, trunkNextMs);
    if (slot >= untilMs) break;
    slots.push(slot);
    campaignNextMs = slot + 1000 / buckets.campaignCallsPerSecond;
    trunkNextMs = slot + 1000 / buckets.trunkCallsPerSecond;
  }
  return { slots, next: { campaignMs: campaignNextMs, trunkMs: trunkNextMs } };
}
