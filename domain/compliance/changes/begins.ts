import type { EpochMs, ZoneTable } from '../../time.ts';
import { firstInstantOf } from '../../time.ts';
import { wallOf } from '../../wall-clock.ts';
import type { Provision } from '../provision.ts';
import type { TenantHoliday } from '../tenant-holidays.ts';

/**
 * The first day, by the clock of the place, on which a change is felt: of the earliest of its provisions and holidays.
 * Null: at once, as whatever ends or is relaxed.
 */
export function firstDayOf(change: {
  amendments: readonly Pick<Provision, 'from'>[];
  holidays: readonly Pick<TenantHoliday, 'date'>[];
  ends: readonly string[];
  relaxes: object;
}): string | null {
  if (change.ends.length > 0 || Object.keys(change.relaxes).length > 0) return null;
  const days = [...change.amendments.map(({ from }) => from), ...change.holidays.map(({ date }) => date)];
  return days.reduce(
    (first, day) => (first === null || day === null ? null : day < first ? day : first),
    days[0] ?? null,
  );
}

/** The instant at which that day has begun in every one of the zones; Negative infinity for null. */
export function beginsIn(day: string | null, names: readonly string[], zones: ZoneTable): EpochMs {
  const wall = day === null ? null : wallOf(day.length === 10 ? `${day}T00:00` : day);
  if (wall === null) return Number.NEGATIVE_INFINITY;
  return Math.max(
    ...names.filter((zone) => zones.has(zone)).map((zone) => firstInstantOf(zones, zone, wall)),
    Number.NEGATIVE_INFINITY,
  );
}
