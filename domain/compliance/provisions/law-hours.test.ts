import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zoneTable } from '../../../numbering/zones.ts';
import { HOUR_MS } from '../../time.ts';
import { week } from '../jurisdictions/write.ts';
import { lawHours, nextOpenInAll } from './law-hours.ts';

const zones = zoneTable();
const REQUIRED = {
  what: 'hours',
  byWeekday: week('01:30-20:00', { sat: '10:00-24:00', sun: null }),
  holidays: { table: 'us-federal', hours: null },
} as const;
const PLACES = [
  ['America/New_York'],
  ['America/New_York', 'America/Phoenix'],
  ['America/Los_Angeles', 'Pacific/Guam', 'Europe/London'],
] as const;

/** Around both changes of the clocks of 2026. */
const moments = fc.array(
  fc.oneof(
    fc.integer({ min: Date.parse('2026-03-07T12:00Z'), max: Date.parse('2026-03-08T16:00Z') }),
    fc.integer({ min: Date.parse('2026-10-31T12:00Z'), max: Date.parse('2026-11-01T16:00Z') }),
    fc.integer({ min: 0, max: 400 }).map((hours) => Date.parse('2026-11-20T00:00Z') + hours * HOUR_MS),
  ),
  { minLength: 20, maxLength: 60 },
);

test('what was asked before changes no answer, in whatever order moments come', () => {
  fc.assert(
    fc.property(moments, fc.constantFrom(...PLACES), (asked, names) => {
      const hours = lawHours(REQUIRED);
      for (const at of asked) {
        const afresh = nextOpenInAll(zones, [...names], lawHours(REQUIRED), at);
        expect({ at, open: nextOpenInAll(zones, names, hours, at) }).toEqual({ at, open: afresh });
      }
    }),
    { numRuns: 150 },
  );
});
