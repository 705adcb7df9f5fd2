import { expect, test } from '@jest/globals';
import { DAY_MS } from '../../time.ts';
import { holidayOn, holidaysOf } from './holidays.ts';
import { HOLIDAY_TABLES } from './tables.ts';

const daysOf = (table: string, year: number) =>
  [...holidaysOf(table, year).keys()]
    .sort((a, b) => a - b)
    .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));

test.each([
  ['us-federal', 2027, '01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25'],
  ['au', 2027, '01-01 01-26 03-26 03-29 04-25 04-26 12-25 12-26 12-27 12-28'],
  ['ca', 2026, '01-01 04-03 05-18 07-01 09-07 09-30 10-12 11-11 12-25 12-26 12-28'],
  ['uk-bank', 2028, '01-01 01-02 01-03 01-04 03-17 04-14 04-17 05-01 05-29 07-12 08-07 08-28 11-30 12-25 12-26'],
])('%s in %i', (table, year, days) => {
  expect(daysOf(table, year)).toEqual(days.split(' ').map((day) => `${year}-${day}`));
});

test.each([
  [2026, '2026-02-17', '2026-04-03'],
  [2027, '2027-02-09', '2027-03-26'],
  [2028, '2028-02-29', '2028-04-14'],
  [2038, '2038-03-09', '2038-04-23'],
])('Mardi Gras and Good Friday of %i', (_year, mardiGras, goodFriday) => {
  expect([mardiGras, goodFriday].map((day) => holidayOn('us-la', Date.parse(day) / DAY_MS))).toEqual([
    'Mardi Gras',
    'Good Friday',
  ]);
});

test('New Year on a Saturday is observed in the old year', () => {
  expect(holidayOn('us-federal', Date.parse('2027-12-31') / DAY_MS)).toBe("New Year's Day (observed)");
});

test('elections are in even years', () => {
  expect(holidayOn('us-ri', Date.parse('2026-11-03') / DAY_MS)).toBe('Election Day');
  expect(holidayOn('us-ri', Date.parse('2027-11-02') / DAY_MS)).toBeNull();
});

test('a table that nobody reviewed is not an empty one', () => {
  expect(() => holidayOn('atlantis', 0)).toThrow('there is no reviewed holiday table "atlantis"');
  expect(Object.keys(HOLIDAY_TABLES).every((table) => holidaysOf(table, 2026).size > 5)).toBe(true);
});
