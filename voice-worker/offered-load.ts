import type { CallSlots } from './call-slots.ts';

/**
 * A LiveKit server offers no job to a worker whose load it takes for 0.7 or more (`agents.target_load`), however few
 * calls its own threshold would allow. What it knows is up to 2.5 s old besides.
 */
const MOST_WHILE_ACCEPTING = 0.6;
/** At this load the worker is shown as full. */
export const FULL = 1;

/**
 * The load to be shown to LiveKit: the worker's share of calls, on a scale that keeps jobs coming until the last slot is
 * taken. Whether a job is taken the request handler decides by the worker's own count; a job it rejects goes elsewhere.
 */
export function offeredLoad(slots: Pick<CallSlots, 'accepting' | 'active' | 'capacity'>): number {
  if (!slots.accepting) return FULL;
  return MOST_WHILE_ACCEPTING * Math.min(1, slots.active / slots.capacity);
}
