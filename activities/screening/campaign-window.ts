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

/**
 * The campaign's window as stored. An empty one (`{}`) is none: the lawful hours alone hold. The same stored window gives
 * the same object only within one call; rules read it by value.
 */
export function windowOf(column: Record<string, unknown>): CallingWindow | null {
  if (Object.keys(column).length === 0) return null;
  const read = stored.safeParse(column);
  return read.success ? read.data : CLOSED;
}
