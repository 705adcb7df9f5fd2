import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, minuteOfDay, wallAt, weekdayIndex, type ZoneTable } from '../../domain/time.ts';
import { demonstrationOffsetMs } from './demonstration-clock.ts';

/** New York's offsets of 2026 and 2027. */
const CHANGES: readonly (readonly [string, number])[] = [
  ['2026-03-08T07:00:00Z', -240],
  ['2026-11-01T06:00:00Z', -300],
  ['2027-03-14T07:00:00Z', -240],
  ['2027-11-07T06:00:00Z', -300],
];
const zones: ZoneTable = {
  version: 'test',
  has: () => true,
  offsetMinutes: (_zone, at) => CHANGES.findLast(([from]) => Date.parse(from) <= at)?.[1] ?? -300,
  nextChange: (_zone, at) => Date.parse(CHANGES.find(([from]) => Date.parse(from) > at)?.[0] ?? '') || Infinity,
};

test('whatever the hour and the season, the demonstration begins on a Tuesday at 12:20 in New York', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-20') }), (now) => {
      const offset = demonstrationOffsetMs(zones, now);
      const wall = wallAt(zones, 'America/New_York', now + offset);
      expect({ day: weekdayIndex(wall), minute: minuteOfDay(wall) }).toEqual({ day: 1, minute: 12 * 60 + 20 });
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThan(7 * DAY_MS + 60 * 60_000);
    }),
  );
});

test.each([
  ['a Tuesday before 12:20 runs on to the same day', '2026-11-24T15:00:00Z', '2026-11-24T17:20:00Z'],
  ['a Tuesday after 12:20 runs on to the next one', '2026-11-24T18:00:00Z', '2026-12-01T17:20:00Z'],
  ['a Saturday before the clocks change runs on beyond the change', '2026-10-31T12:00:00Z', '2026-11-03T17:20:00Z'],
])('%s', (_name, now, demonstration) => {
  expect(Date.parse(now) + demonstrationOffsetMs(zones, Date.parse(now))).toBe(Date.parse(demonstration));
});
