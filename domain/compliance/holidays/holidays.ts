import { type DayNumber, dayOf, weekdayOf } from './day-rule.ts';
import { HOLIDAY_TABLES } from './tables.ts';

const SATURDAY = 5;
const SUNDAY = 6;

const years = new Map<string, ReadonlyMap<DayNumber, string>>();

/**
 * The holidays of a reviewed table in one year, by day, with the days on which they are observed. A table that nobody
 * reviewed throws: no holidays must never mean that nobody looked.
 */
export function holidaysOf(table: string, year: number): ReadonlyMap<DayNumber, string> {
  const key = `${table} ${year}`;
  let days = years.get(key);
  if (!days) {
    days = compute(table, year);
    years.set(key, days);
  }
  return days;
}

/** The name of the holiday on this day, null on other days. New Year is observed in December where it falls on a Saturday. */
export function holidayOn(table: string, day: DayNumber): string | null {
  const year = new Date(day * 86_400_000).getUTCFullYear();
  return holidaysOf(table, year).get(day) ?? holidaysOf(table, year + 1).get(day) ?? null;
}

function compute(table: string, year: number): ReadonlyMap<DayNumber, string> {
  const rows = HOLIDAY_TABLES[table];
  if (!rows) throw new RangeError(`there is no reviewed holiday table "${table}"`);
  const days = new Map<DayNumber, string>();
  const moved: { name: string; day: DayNumber }[] = [];
  for (const { name, rule, observed = 'none' } of rows) {
    const day = dayOf(rule, year);
    if (day === null) continue;
    days.set(day, name);
    const weekday = weekdayOf(day);
    if (observed === 'none' || weekday < SATURDAY) continue;
    if (observed === 'next-monday') moved.push({ name, day: day + (7 - weekday) });
    else days.set(weekday === SUNDAY ? day + 1 : day - 1, `${name} (observed)`);
  }
  for (const { name, day } of moved) days.set(days.has(day) ? day + 1 : day, `${name} (observed)`);
  return days;
}
