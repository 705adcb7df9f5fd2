import { minuteOfDay, wallAt, type ZoneTable } from '../domain/time.ts';

/** A zone's local time at an instant, as a person says it: "10:42 a.m.". Zones that are not known count as UTC. */
export function spokenTime(zones: ZoneTable, zone: string, at: number): string {
  const minute = minuteOfDay(zones.has(zone) ? wallAt(zones, zone, at) : at);
  const hour = Math.floor(minute / 60);
  return `${hour % 12 || 12}:${String(minute % 60).padStart(2, '0')} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
}
