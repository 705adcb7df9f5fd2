import { DAY_MS, WEEKDAYS, type Weekday } from '../../time.ts';

/** Days since 1970-01-01. */
export type DayNumber = number;

/** How a holiday finds its day in a year. Months are 1 to 12; `nth` -1 is the last of the month, `plusDays` days after
 * it. */
export type DayRule =
  | { readonly on: 'date'; readonly month: number; readonly day: number }
  | {
      readonly on: 'weekday';
      readonly month: number;
      readonly weekday: Weekday;
      readonly nth: number;
      readonly plusDays: number;
    }
  /** Days from Easter Sunday: Good Friday is -2, Mardi Gras -47. */
  | { readonly on: 'easter'; readonly days: number }
  /** The last such weekday before a date: Victoria Day. */
  | { readonly on: 'before'; readonly month: number; readonly day: number; readonly weekday: Weekday }
  /** The Tuesday after the first Monday of November, in even years. */
  | { readonly on: 'election' };

/** The day of the rule in that year; null in years that have none. */
export function dayOf(rule: DayRule, year: number): DayNumber | null {
  switch (rule.on) {
    case 'date':
      return dayNumber(year, rule.month, rule.day);
    case 'weekday':
      return nthWeekday(year, rule.month, rule.weekday, rule.nth) + rule.plusDays;
    case 'easter':
      return easterSunday(year) + rule.days;
    case 'before': {
      const last = dayNumber(year, rule.month, rule.day) - 1;
      return last - ((weekdayOf(last) - WEEKDAYS.indexOf(rule.weekday) + 7) % 7);
    }
    case 'election':
      return year % 2 === 0 ? nthWeekday(year, 11, 'mon', 1) + 1 : null;
  }
}

export function dayNumber(year: number, month: number, day: number): DayNumber {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

function nthWeekday(year: number, month: number, weekday: Weekday, nth: number): DayNumber {
  const wanted = WEEKDAYS.indexOf(weekday);
  if (nth < 0) {
    const last = dayNumber(year, month + 1, 1) - 1;
    return last - ((weekdayOf(last) - wanted + 7) % 7);
  }
  const first = dayNumber(year, month, 1);
  return first + ((wanted - weekdayOf(first) + 7) % 7) + (nth - 1) * 7;
}

/** Easter Sunday of the western churches (the Gregorian computus as Meeus, Jones and Butcher give it). */
function easterSunday(year: number): DayNumber {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const leap = Math.floor(century / 4);
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leap - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  return dayNumber(year, Math.floor(sum / 31), (sum % 31) + 1);
}
