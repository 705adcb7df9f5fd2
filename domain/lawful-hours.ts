import type { CallingWindow, DailyHours, ZonedHours } from './windows.ts';
import { hoursOf } from './windows.ts';

/** 08:00 to 21:00 at the called party's location: 47 CFR 64.1200(c)(1), 16 CFR 310.4(c). */
export const LAWFUL_HOURS: DailyHours = {
  days: [true, true, true, true, true, true, true],
  startMinute: 8 * 60,
  endMinute: 21 * 60,
};

/** The lawful hours in every zone where a telephone may ring, and the campaign's own hours inside them. */
export function hoursFor(leadZones: readonly string[], window: CallingWindow | null): ZonedHours[] {
  const lawful = leadZones.map((zone) => ({ zone, hours: LAWFUL_HOURS }));
  if (!window) return lawful;
  const own = window.zone === 'lead' ? leadZones : [window.zone];
  return [...lawful, ...own.map((zone) => ({ zone, hours: hoursOf(window) }))];
}
