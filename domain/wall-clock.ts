import type { WallInstant, WallMs, ZoneTable } from './time.ts';
import { instantOf } from './time.ts';

const WALL = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/;

/** `2026-11-21T10:00` as a wall clock reading; null for text that is no date, or for a date that does not exist. */
export function wallOf(text: string): WallMs | null {
  const match = WALL.exec(text.trim());
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const asked = `${text.trim().replace(' ', 'T')}${match[6] === undefined ? ':00' : ''}`;
  return wallText(wall) === asked ? wall : null;
}

/** `2026-11-21T10:00:00` */
export function wallText(wall: WallMs): string {
  return new Date(wall).toISOString().slice(0, 19);
}

/** What a local reading means: one instant, none (clocks jump over it), or two (clocks go back). */
export function parseLocal(text: string, zone: string, zones: ZoneTable): WallInstant | { kind: 'unreadable' } {
  const wall = wallOf(text);
  return wall === null ? { kind: 'unreadable' } : instantOf(zones, zone, wall);
}
