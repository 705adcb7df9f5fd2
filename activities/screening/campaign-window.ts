import { z } from 'zod';
import { WEEKDAYS } from '../../domain/time.ts';
import { type CallingWindow, minutesOf } from '../../domain/windows.ts';

const timeOfDay = z.string().refine((text) => minutesOf(text) !== null);
const stored = z.object({
  days: z.array(z.enum(WEEKDAYS)).default([...WEEKDAYS]),
  start: timeOfDay,
  end: timeOfDay,
  zone: z.string().default('lead'),
});

/** Never open: what cannot be read must not widen anything. */
const CLOSED: CallingWindow = { days: [], start: '00:00', end: '00:00', zone: 'lead' };

const known = new WeakMap<Record<string, unknown>, CallingWindow | null>();

/**
 * The campaign's window as stored. An empty one (`{}`) is none: the lawful hours alone hold. The same row gives the same
 * object for all of its leads: what was found out about its hours is then found once.
 */
export function windowOf(column: Record<string, unknown>): CallingWindow | null {
  let window = known.get(column);
  if (window === undefined) {
    window = read(column);
    known.set(column, window);
  }
  return window;
}

function read(column: Record<string, unknown>): CallingWindow | null {
  if (Object.keys(column).length === 0) return null;
  const parsed = stored.safeParse(column);
  return parsed.success ? parsed.data : CLOSED;
}
