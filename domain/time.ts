/** Time as rules see it: instants are numbers, zones are looked up in a table that the caller hands in. */

/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number;

/** Offsets of every zone at every instant. Built by `numbering/zones.ts` from pinned data; rules never read a clock. */
export type ZoneTable = {
  /** Release of the IANA data, for example `2026f`. */
  readonly version: string;
  has(zone: string): boolean;
  /** Minutes to add to UTC for local time (New York in winter: -300). Throws for a zone the table does not have. */
  offsetMinutes(zone: string, at: EpochMs): number;
  /** The first instant after `at` at which the zone's offset changes, Infinity when none is known. */
  nextChange(zone: string, at: EpochMs): EpochMs;
};

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A wall clock reading, as if it were UTC: arithmetic on local days without date objects. */
export type WallMs = number;

export function wallAt(zones: ZoneTable, zone: string, at: EpochMs): WallMs {
  return at + zones.offsetMinutes(zone, at) * MINUTE_MS;
}

/** 0 at local midnight, 1439 at 23:59. */
export function minuteOfDay(wall: WallMs): number {
  return Math.floor((((wall % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
}

export function startOfDay(wall: WallMs): WallMs {
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

/** 0 for Monday to 6 for Sunday, as in WEEKDAYS. 1970-01-01 was a Thursday. */
export function weekdayIndex(wall: WallMs): number {
  return (((Math.floor(wall / DAY_MS) + 3) % 7) + 7) % 7;
}

/** What a wall clock reading means in a zone: one instant, none (clocks jumped over it) or two (clocks went back). */
export type WallInstant =
  | { kind: 'one'; at: EpochMs }
  | { kind: 'gap'; jumpsAt: EpochMs }
  | { kind: 'fold'; first: EpochMs; second: EpochMs };

/**
 * Resolves a wall clock reading. A gap reports the instant at which clocks jump, which is the first moment whose
 * reading is later than the one asked for.
 */
export function instantOf(zones: ZoneTable, zone: string, wall: WallMs): WallInstant {
  // No zone is further than 14 hours from UTC, so both candidate offsets are in force within a day of the reading.
  const before = zones.offsetMinutes(zone, wall - DAY_MS);
  const after = zones.offsetMinutes(zone, wall + DAY_MS);
  const early = wall - Math.max(before, after) * MINUTE_MS;
  const late = wall - Math.min(before, after) * MINUTE_MS;
  const earlyHolds = wallAt(zones, zone, early) === wall;
  const lateHolds = wallAt(zones, zone, late) === wall;
  if (earlyHolds && lateHolds && early !== late) return { kind: 'fold', first: early, second: late };
  if (earlyHolds) return { kind: 'one', at: early };
  if (lateHolds) return { kind: 'one', at: late };
  return { kind: 'gap', jumpsAt: zones.nextChange(zone, wall - DAY_MS - 14 * HOUR_MS) };
}

/** The first instant at which the zone's clock reads `wall` or later on that day. */
export function firstInstantOf(zones: ZoneTable, zone: string, wall: WallMs): EpochMs {
  const found = instantOf(zones, zone, wall);
  switch (found.kind) {
    case 'one':
      return found.at;
    case 'fold':
      return found.first;
    case 'gap':
      return found.jumpsAt;
  }
}
