import type { EpochMs, WallMs, Weekday, ZoneTable } from './time.ts';
import {
  DAY_MS,
  firstInstantOf,
  instantOf,
  MINUTE_MS,
  minuteOfDay,
  startOfDay,
  wallAt,
  WEEKDAYS,
  weekdayIndex,
} from './time.ts';

/** Hours as people write them: `{ days: ['mon'], start: '09:00', end: '17:30', zone: 'lead' }`. `end` may be 24:00. */
export type CallingWindow = {
  readonly days: readonly Weekday[];
  readonly start: string;
  readonly end: string;
  /** `lead`: the clock of every zone where the telephone may ring. Otherwise the one zone named. */
  readonly zone: string;
};

/** The same hours on some days of the week, as numbers: minutes since local midnight, `end` excluded. */
export type DailyHours = {
  readonly days: readonly boolean[];
  readonly startMinute: number;
  readonly endMinute: number;
};

/** Hours that must hold by one zone's clock. */
export type ZonedHours = { readonly zone: string; readonly hours: DailyHours };

/** How far ahead a common opening is looked for: two whole weeks see every combination of weekdays. */
const HORIZON_MS = 15 * DAY_MS;

/** `'08:30'` -> 510, `'24:00'` -> 1440, null for anything that is not a time of day. */
export function minutesOf(text: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : null;
}

/** A window without a readable start or end is never open: validate when it is saved (`window-problems.ts`). */
export function hoursOf(window: CallingWindow): DailyHours {
  return {
    days: WEEKDAYS.map((day) => window.days.includes(day)),
    startMinute: minutesOf(window.start) ?? 1440,
    endMinute: minutesOf(window.end) ?? 0,
  };
}

export function isOpen(hours: DailyHours, wall: WallMs): boolean {
  const minute = minuteOfDay(wall);
  return minute >= hours.startMinute && minute < hours.endMinute && hours.days[weekdayIndex(wall)] === true;
}

/** The first instant at or after `at` inside the hours by this zone's clock; null when no day has any. */
export function nextOpen(zones: ZoneTable, { zone, hours }: ZonedHours, at: EpochMs): EpochMs | null {
  const wall = wallAt(zones, zone, at);
  if (isOpen(hours, wall)) return at;
  const today = startOfDay(wall);
  for (let day = 0; day <= 8; day++) {
    const opening = today + day * DAY_MS + hours.startMinute * MINUTE_MS;
    if (hours.days[weekdayIndex(today + day * DAY_MS)] !== true) continue;
    for (const candidate of instantsOf(zones, zone, opening)) {
      if (candidate >= at && isOpen(hours, wallAt(zones, zone, candidate))) return candidate;
    }
  }
  return null;
}

/** In the hour that clocks repeat an opening comes twice; in the hour they skip it is the moment of the jump. */
function instantsOf(zones: ZoneTable, zone: string, wall: WallMs): readonly EpochMs[] {
  const found = instantOf(zones, zone, wall);
  switch (found.kind) {
    case 'one':
      return [found.at];
    case 'fold':
      return [found.first, found.second];
    case 'gap':
      return [found.jumpsAt];
  }
}

/** The first instant at or after `at` at which all the hours are open at once; null when two weeks have none. */
export function nextOpenEverywhere(zones: ZoneTable, all: readonly ZonedHours[], at: EpochMs): EpochMs | null {
  let candidate = at;
  while (candidate <= at + HORIZON_MS) {
    let latest = candidate;
    for (const one of all) {
      const open = nextOpen(zones, one, candidate);
      if (open === null) return null;
      if (open > latest) latest = open;
    }
    if (latest === candidate) return candidate;
    candidate = latest;
  }
  return null;
}

/** Until when hours that are open at `at` stay open without a break, at most a day. */
export function openUntil(zones: ZoneTable, all: readonly ZonedHours[], at: EpochMs): EpochMs {
  let end = at + DAY_MS;
  for (const { zone, hours } of all) {
    if (hours.startMinute === 0 && hours.endMinute === 1440) continue;
    const close = startOfDay(wallAt(zones, zone, at)) + hours.endMinute * MINUTE_MS;
    const instant = firstInstantOf(zones, zone, close);
    if (instant > at && instant < end) end = instant;
  }
  return end;
}
