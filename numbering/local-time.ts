import type { EpochMs, ZoneTable } from '../domain/time.ts';
import { wallAt } from '../domain/time.ts';
import { wallText } from '../domain/wall-clock.ts';

/** A moment as the API shows it. Clients never compute local time: their zone data may be old. */
export type LocalTime = {
  /** UTC, `2026-11-21T15:00:00.000Z`. */
  at: string;
  zone: string;
  /** What a clock on the wall reads there, `2026-11-21T10:00:00`. */
  local: string;
  /** `-05:00` */
  offset: string;
  /** Set where the moment was read from a demonstration clock. */
  demonstration?: true;
};

/** Throws for a zone the table does not have. */
export function localTime(
  at: Date | EpochMs,
  zone: string,
  zones: ZoneTable,
  options: { demonstration?: boolean } = {},
): LocalTime {
  const instant = typeof at === 'number' ? at : at.getTime();
  const offsetMinutes = zones.offsetMinutes(zone, instant);
  const local = wallText(wallAt(zones, zone, instant));
  const time: LocalTime = { at: new Date(instant).toISOString(), zone, local, offset: offsetText(offsetMinutes) };
  return options.demonstration ? { ...time, demonstration: true } : time;
}

/** `-03:30`. Offsets of before 1970 may carry seconds; they are shown to the minute. */
function offsetText(minutes: number): string {
  const whole = Math.round(Math.abs(minutes));
  const hours = String(Math.floor(whole / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}:${String(whole % 60).padStart(2, '0')}`;
}
