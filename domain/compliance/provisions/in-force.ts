import { HOUR_MS, type EpochMs, firstInstantOf, type WallMs, wallAt, type ZoneTable } from '../../time.ts';
import { wallOf } from '../../wall-clock.ts';
import type { Provision } from '../provision.ts';

/** No clock of the world is further from UTC. */
const MOST_EAST_MS = 14 * HOUR_MS;
const MOST_WEST_MS = 12 * HOUR_MS;

/** The days of a provision by the clocks of the places, as wall clock readings. */
export type Force = { readonly from: WallMs; readonly until: WallMs };

/** Throws for dates that cannot be read. */
export function forceOf({ from, until }: Pick<Provision, 'from' | 'until'>): Force {
  return {
    from: from === null ? Number.NEGATIVE_INFINITY : readingOf(from),
    until: until === null ? Number.POSITIVE_INFINITY : readingOf(until),
  };
}

/** In force while it is in any of the zones; where no zone is known, as early and as late as anywhere. */
export function isInForce({ from, until }: Force, names: readonly string[], at: EpochMs, zones: ZoneTable): boolean {
  if (at < from - MOST_EAST_MS || at >= until + MOST_WEST_MS) return false;
  if (at >= from + MOST_WEST_MS && at < until - MOST_EAST_MS) return true;
  const readings = names.filter((zone) => zones.has(zone)).map((zone) => wallAt(zones, zone, at));
  if (readings.length === 0) return true;
  return readings.some((wall) => wall >= from) && readings.some((wall) => wall < until);
}

/** The instant from which it is in force nowhere any more; Infinity for one without end. */
export function endOf({ until }: Force, names: readonly string[], zones: ZoneTable): EpochMs {
  if (until === Number.POSITIVE_INFINITY) return until;
  const ends = names.filter((zone) => zones.has(zone)).map((zone) => firstInstantOf(zones, zone, until));
  return ends.length === 0 ? until + MOST_WEST_MS : Math.max(...ends);
}

function readingOf(text: string): WallMs {
  const wall = wallOf(text.length === 10 ? `${text}T00:00` : text);
  if (wall === null) throw new RangeError(`"${text}" is no day`);
  return wall;
}
