import {
  type EpochMs,
  firstInstantOf,
  DAY_MS,
  MINUTE_MS,
  startOfDay,
  wallAt,
  weekdayIndex,
  type ZoneTable,
} from '../../domain/time.ts';

const ZONE = 'America/New_York';
const TUESDAY = 1;
/** 11:20 in New York is 08:20 in Los Angeles and 06:20 in Honolulu: everybody may be called, Hawaii not yet. */
const START_MINUTE = 11 * 60 + 20;

/**
 * What to add to the real time so that the demonstration's is the next Tuesday, 11:20 in New York. Never negative and
 * less than eight days: the demonstration's time runs on from a moment in the future, at the real pace.
 */
export function demonstrationOffsetMs(zones: ZoneTable, now: EpochMs): number {
  const wall = wallAt(zones, ZONE, now);
  const daysAhead = (TUESDAY - weekdayIndex(wall) + 7) % 7;
  const tuesday = startOfDay(wall) + daysAhead * DAY_MS + START_MINUTE * MINUTE_MS;
  const target = firstInstantOf(zones, ZONE, tuesday);
  return (target >= now ? target : firstInstantOf(zones, ZONE, tuesday + 7 * DAY_MS)) - now;
}
