const TIME = /\b(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?\s?m\.?|p\.?\s?m\.?|o'?clock)?(?=\W|$)/i;
const DAY_MS = 86_400_000;

/**
 * The local time that somebody named ("at 10:42 a.m.", "tomorrow at 3 pm"), as YYYY-MM-DDTHH:mm; null without one.
 * A time that has passed today means tomorrow. `localNow` is the callee's local time in the same form.
 */
export function namedTime(words: string, localNow: string): string | null {
  const tomorrow = /\btomorrow\b/i.test(words);
  const named = TIME.exec(words);
  if (!named && !tomorrow) return null;
  const now = Date.parse(`${localNow}:00Z`);
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const minutes = named ? minutesOf(named, now - midnight, tomorrow) : 10 * 60;
  if (minutes === null) return null;
  const today = midnight + minutes * 60_000;
  const at = tomorrow || today <= now ? today + DAY_MS : today;
  return new Date(at).toISOString().slice(0, 16);
}

function minutesOf(named: RegExpExecArray, sinceMidnightMs: number, tomorrow: boolean): number | null {
  const [hour, minute, half] = [
    Number(named[1]),
    Number(named[2] ?? 0),
    named[3]?.toLowerCase().replace(/[^a-z]/g, ''),
  ];
  if (hour > 23 || minute > 59) return null;
  if (half === 'am') return (hour % 12) * 60 + minute;
  if (half === 'pm') return ((hour % 12) + 12) * 60 + minute;
  const asSaid = hour * 60 + minute;
  // "At three" in the afternoon, or "at nine" tomorrow: the hour that people telephone at.
  const past = !tomorrow && asSaid * 60_000 <= sinceMidnightMs;
  return hour < 12 && (past || hour < 8) ? asSaid + 720 : asSaid;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** "10:42 a.m.", "tomorrow at 9:00 a.m.", "on Tuesday at 9:00 a.m.": local times in the form YYYY-MM-DDTHH:mm. */
export function sayTime(local: string, localNow: string): string {
  const [hour = 0, minute = 0] = local.slice(11, 16).split(':').map(Number);
  const clock = `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
  const midnight = (of: string) => Date.parse(`${of.slice(0, 10)}T00:00:00Z`);
  const days = Math.round((midnight(local) - midnight(localNow)) / DAY_MS);
  if (days === 0) return `at ${clock}`;
  return days === 1 ? `tomorrow at ${clock}` : `on ${WEEKDAYS[new Date(midnight(local)).getUTCDay()]} at ${clock}`;
}
