import type { Agent } from '../../api-client/types.gen.ts';

export type BusinessHours = NonNullable<Agent['businessHours']>;
export type Opening = BusinessHours['days'][string][number];

export const DAYS = [
  ['mon', 'Monday'],
  ['tue', 'Tuesday'],
  ['wed', 'Wednesday'],
  ['thu', 'Thursday'],
  ['fri', 'Friday'],
  ['sat', 'Saturday'],
  ['sun', 'Sunday'],
] as const;
const WEEKDAYS: ReadonlySet<string> = new Set(['mon', 'tue', 'wed', 'thu', 'fri']);

/** Nine to five on weekdays, by this zone’s clock. */
export function usualHours(timeZone: string): BusinessHours {
  const open = DAYS.filter(([day]) => WEEKDAYS.has(day)).map(([day]) => [day, [{ from: '09:00', to: '17:00' }]]);
  return { timeZone, days: Object.fromEntries(open), holidays: [], outOfHoursMessage: null };
}

/** The same hours with one day's openings; a day without any is closed. */
export function withDay(hours: BusinessHours, day: string, openings: readonly Opening[]): BusinessHours {
  const { [day]: _old, ...others } = hours.days;
  return { ...hours, days: openings.length === 0 ? others : { ...others, [day]: [...openings] } };
}

/** What is wrong with a day's openings, in words; null when nothing is. */
export function openingProblem(openings: readonly Opening[]): string | null {
  if (openings.some(({ from, to }) => from === '' || to === '')) return 'Say from when and until when.';
  if (openings.some(({ from, to }) => from >= to)) return 'Each must end after it begins; for midnight write 24:00.';
  const sorted = openings.toSorted((a, b) => a.from.localeCompare(b.from));
  if (sorted.some(({ from }, index) => index > 0 && from < (sorted[index - 1]?.to ?? ''))) return 'Two overlap.';
  return null;
}

/** "Mon to Fri 09:00–17:00, Sat 10:00–12:00": days that are open alike are told together. */
export function hoursInWords({ days, timeZone }: BusinessHours): string {
  const groups: { first: string; last: string; text: string }[] = [];
  let previous = '';
  for (const [day, name] of DAYS) {
    const text = (days[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(' and ');
    const short = name.slice(0, 3);
    const group = groups.at(-1);
    if (text !== '' && group && previous === text) group.last = short;
    else if (text !== '') groups.push({ first: short, last: short, text });
    previous = text;
  }
  const told = groups.map(({ first, last, text }) => `${first === last ? first : `${first} to ${last}`} ${text}`);
  return `${told.join(', ') || 'Never open'}, by the clock of ${timeZone.replaceAll('_', ' ')}`;
}
