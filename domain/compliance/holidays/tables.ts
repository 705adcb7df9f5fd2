import type { DayRule } from './day-rule.ts';

/**
 * Which day besides is kept when a holiday falls on a weekend. `nearest`: Friday before a Saturday, Monday after a
 * Sunday. `next-monday`: the following Monday, and Tuesday where two holidays meet. The day itself stays a holiday too.
 */
type Observed = 'none' | 'nearest' | 'next-monday';
export type Holiday = { readonly name: string; readonly rule: DayRule; readonly observed?: Observed };

const date = (name: string, month: number, day: number, observed: Observed = 'none'): Holiday => ({
  name,
  rule: { on: 'date', month, day },
  observed,
});
const nth = (name: string, month: number, weekday: 'mon' | 'thu', which: number, plusDays = 0): Holiday => ({
  name,
  rule: { on: 'weekday', month, weekday, nth: which, plusDays },
});
const easter = (name: string, days: number): Holiday => ({ name, rule: { on: 'easter', days } });

const MARDI_GRAS = easter('Mardi Gras', -47);
const GOOD_FRIDAY = easter('Good Friday', -2);
const EASTER_MONDAY = easter('Easter Monday', 1);
const ELECTION_DAY: Holiday = { name: 'Election Day', rule: { on: 'election' } };

/** 5 U.S.C. 6103. */
const US_FEDERAL = [
  date("New Year's Day", 1, 1, 'nearest'),
  nth('Birthday of Martin Luther King, Jr.', 1, 'mon', 3),
  nth("Washington's Birthday", 2, 'mon', 3),
  nth('Memorial Day', 5, 'mon', -1),
  date('Juneteenth', 6, 19, 'nearest'),
  date('Independence Day', 7, 4, 'nearest'),
  nth('Labor Day', 9, 'mon', 1),
  nth('Columbus Day', 10, 'mon', 2),
  date('Veterans Day', 11, 11, 'nearest'),
  nth('Thanksgiving Day', 11, 'thu', 4),
  date('Christmas Day', 12, 25, 'nearest'),
];

/** The reviewed tables by name. Where a state's list could not be read whole, days are kept rather than left out. */
export const HOLIDAY_TABLES: Readonly<Record<string, readonly Holiday[]>> = {
  'us-federal': US_FEDERAL,
  // R.I. Gen. Laws 25-1-1.
  'us-ri': [...US_FEDERAL, nth('Victory Day', 8, 'mon', 2), ELECTION_DAY],
  // La. R.S. 1:55. Not every statutory day is enforced; a day too many is the safe mistake.
  'us-la': [
    ...US_FEDERAL,
    date('Battle of New Orleans', 1, 8),
    MARDI_GRAS,
    GOOD_FRIDAY,
    date("Huey P. Long's birthday", 8, 30),
    date("All Saints' Day", 11, 1),
    nth('Acadian Day', 11, 'thu', 4, 1),
    ELECTION_DAY,
  ],
  // Ala. Code 1-3-8.
  'us-al': [
    ...US_FEDERAL,
    MARDI_GRAS,
    nth('Confederate Memorial Day', 4, 'mon', 4),
    nth("Jefferson Davis's birthday", 6, 'mon', 1),
  ],
  // 44 P.S. 11, from memory.
  'us-pa': [...US_FEDERAL, GOOD_FRIDAY, date('Flag Day', 6, 14), ELECTION_DAY],
  // Utah Code 63G-1-301.
  'us-ut': [...US_FEDERAL, date('Pioneer Day', 7, 24, 'nearest')],
  // Bank holidays of England and Wales, Scotland and Northern Ireland together.
  'uk-bank': [
    date("New Year's Day", 1, 1, 'next-monday'),
    date('2 January', 1, 2, 'next-monday'),
    date("St Patrick's Day", 3, 17, 'next-monday'),
    GOOD_FRIDAY,
    EASTER_MONDAY,
    nth('Early May bank holiday', 5, 'mon', 1),
    nth('Spring bank holiday', 5, 'mon', -1),
    date('Battle of the Boyne', 7, 12, 'next-monday'),
    nth('Summer bank holiday, Scotland', 8, 'mon', 1),
    nth('Summer bank holiday', 8, 'mon', -1),
    date("St Andrew's Day", 11, 30, 'next-monday'),
    date('Christmas Day', 12, 25, 'next-monday'),
    date('Boxing Day', 12, 26, 'next-monday'),
  ],
  // Holidays Act and Canada Labour Code.
  ca: [
    date("New Year's Day", 1, 1, 'next-monday'),
    GOOD_FRIDAY,
    { name: 'Victoria Day', rule: { on: 'before', month: 5, day: 25, weekday: 'mon' } },
    date('Canada Day', 7, 1, 'next-monday'),
    nth('Labour Day', 9, 'mon', 1),
    date('National Day for Truth and Reconciliation', 9, 30, 'next-monday'),
    nth('Thanksgiving', 10, 'mon', 2),
    date('Remembrance Day', 11, 11, 'next-monday'),
    date('Christmas Day', 12, 25, 'next-monday'),
    date('Boxing Day', 12, 26, 'next-monday'),
  ],
  // National public holidays; states' own days are not among them.
  au: [
    date("New Year's Day", 1, 1, 'next-monday'),
    date('Australia Day', 1, 26, 'next-monday'),
    GOOD_FRIDAY,
    EASTER_MONDAY,
    date('Anzac Day', 4, 25, 'next-monday'),
    date('Christmas Day', 12, 25, 'next-monday'),
    date('Boxing Day', 12, 26, 'next-monday'),
  ],
};
