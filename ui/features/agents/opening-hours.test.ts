import { expect, test } from '@jest/globals';
import { hoursInWords, openingProblem, usualHours, withDay } from './opening-hours.ts';

const usual = usualHours('America/New_York');

test('days that are open alike are told together, with the zone', () => {
  expect(hoursInWords(usual)).toBe('Mon to Fri 09:00–17:00, by the clock of America/New York');
  const split = withDay(withDay(usual, 'wed', []), 'sat', [{ from: '10:00', to: '12:00' }]);
  expect(hoursInWords(split)).toBe(
    'Mon to Tue 09:00–17:00, Thu to Fri 09:00–17:00, Sat 10:00–12:00, by the clock of America/New York',
  );
  expect(hoursInWords({ ...usual, days: {} })).toMatch(/^Never open/);
});

test.each([
  [[{ from: '09:00', to: '24:00' }], null],
  [[{ from: '17:00', to: '09:00' }], /end after/],
  [
    [
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '15:00' },
    ],
    /overlap/,
  ],
  [[{ from: '', to: '12:00' }], /from when/],
])('%j', (openings, problem) => {
  if (problem === null) expect(openingProblem(openings)).toBeNull();
  else expect(openingProblem(openings)).toMatch(problem);
});
