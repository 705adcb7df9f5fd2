import moment from 'moment-timezone';
import type { EpochMs, ZoneTable } from '../domain/time.ts';

/**
 * Zone offsets from the pinned tables of moment-timezone. Never `Intl`, never the machine's zone data: both may be
 * years old, and an hour of the day is a legal fact here.
 */
export function zoneTable(): ZoneTable {
  const names = new Set(moment.tz.names());
  const loaded = new Map<string, ZoneOffsets>();
  const offsetsOf = (zone: string): ZoneOffsets => {
    let offsets = loaded.get(zone);
    if (!offsets) {
      offsets = load(zone, names);
      loaded.set(zone, offsets);
    }
    return offsets;
  };
  return {
    version: moment.tz.dataVersion,
    has: (zone) => names.has(zone),
    offsetMinutes: (zone, at) => periodAt(offsetsOf(zone), at).offset,
    nextChange: (zone, at) => periodAt(offsetsOf(zone), at).until,
  };
}

/** Is this the exact name of a zone in the pinned tables? */
export function hasZone(zone: string): boolean {
  return moment.tz.zone(zone)?.name === zone;
}

type Period = { readonly from: EpochMs; readonly until: EpochMs; readonly offset: number };

/**
 * `offsets[i]` minutes east of UTC hold before `untils[i]`; the last `untils` is Infinity. `last` is the period that was
 * asked for before: almost every question is about the same one.
 */
type ZoneOffsets = { untils: Float64Array; offsets: Float64Array; last: Period };

function periodAt(zone: ZoneOffsets, at: EpochMs): Period {
  const { last, untils, offsets } = zone;
  if (at >= last.from && at < last.until) return last;
  const index = indexAt(untils, at);
  zone.last = {
    from: index === 0 ? Number.NEGATIVE_INFINITY : (untils[index - 1] ?? 0),
    until: untils[index] ?? Number.POSITIVE_INFINITY,
    offset: offsets[index] ?? 0,
  };
  return zone.last;
}

function load(zone: string, names: ReadonlySet<string>): ZoneOffsets {
  const found = names.has(zone) ? moment.tz.zone(zone) : null;
  if (!found)
    throw new RangeError(`there is no time zone "${zone}" in release ${moment.tz.dataVersion} of the zone data`);
  const untils = Float64Array.from(found.untils, (until) => until ?? Number.POSITIVE_INFINITY);
  const offsets = Float64Array.from(found.offsets, (west) => -west);
  return { untils, offsets, last: { from: 0, until: 0, offset: 0 } };
}

/** The period that contains `at`: the first whose end lies after it. */
function indexAt(untils: Float64Array, at: EpochMs): number {
  let low = 0;
  let high = untils.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((untils[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
