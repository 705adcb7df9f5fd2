import {
  type EpochMs,
  firstInstantOf,
  DAY_MS,
  MINUTE_MS,
  minuteOfDay,
  startOfDay,
  wallAt,
  weekdayIndex,
  type ZoneTable,
} from '../../domain/time.ts';

const ZONE = 'America/New_York';
const TUESDAY = 1;
const FRIDAY = 4;
/** 12:20 in New York is 09:20 in Los Angeles and 07:20 in Honolulu: by every state's hours, all but Hawaii may be called. */
const START_MINUTE = 12 * 60 + 20;
const DAY_BEGINS_MINUTE = 12 * 60;
const DAY_ENDS_MINUTE = 17 * 60;

/**
 * What to add to the real time so that the demonstration's is the next Tuesday, 12:20 in New York. Never negative and
 * less than eight days: the demonstration's time runs on from a moment in the future, at the real pace.
 */
export function demonstrationOffsetMs(zones: ZoneTable, now: EpochMs): number {
  const wall = wallAt(zones, ZONE, now);
  const daysAhead = (TUESDAY - weekdayIndex(wall) + 7) % 7;
  const tuesday = startOfDay(wall) + daysAhead * DAY_MS + START_MINUTE * MINUTE_MS;
  const target = firstInstantOf(zones, ZONE, tuesday);
  return (target >= now ? target : firstInstantOf(zones, ZONE, tuesday + 7 * DAY_MS)) - now;
}

/** Is it a working day between 12:00 and 17:00 in New York, so that there are people to call? */
export function hasPeopleToCall(zones: ZoneTable, demonstrationNow: EpochMs): boolean {
  const wall = wallAt(zones, ZONE, demonstrationNow);
  const minute = minuteOfDay(wall);
  return weekdayIndex(wall) <= FRIDAY && minute >= DAY_BEGINS_MINUTE && minute < DAY_ENDS_MINUTE;
}
