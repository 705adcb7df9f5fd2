import type { EpochMs, WallInstant, ZoneTable } from '../domain/time.ts';
import { instantOf, MINUTE_MS } from '../domain/time.ts';

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
  const local = new Date(instant + offsetMinutes * MINUTE_MS).toISOString().slice(0, 19);
  const time: LocalTime = { at: new Date(instant).toISOString(), zone, local, offset: offsetText(offsetMinutes) };
  return options.demonstration ? { ...time, demonstration: true } : time;
}

/** `-03:30`. Offsets of before 1970 may carry seconds; they are shown to the minute. */
function offsetText(minutes: number): string {
  const whole = Math.round(Math.abs(minutes));
  const hours = String(Math.floor(whole / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}:${String(whole % 60).padStart(2, '0')}`;
}

const WALL = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/;

/** `2026-11-21T10:00` as a wall clock reading; null for text that is no date, or a date that does not exist. */
export function wallOf(text: string): number | null {
  const match = WALL.exec(text.trim());
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const normalised = new Date(wall).toISOString().slice(0, 19);
  const asked = `${text.trim().replace(' ', 'T')}${match[6] === undefined ? ':00' : ''}`;
  return normalised === asked ? wall : null;
}

/** What a local reading means: one instant, none (clocks jump over it), or two (clocks go back). */
export function parseLocal(text: string, zone: string, zones: ZoneTable): WallInstant | { kind: 'unreadable' } {
  const wall = wallOf(text);
  return wall === null ? { kind: 'unreadable' } : instantOf(zones, zone, wall);
}
