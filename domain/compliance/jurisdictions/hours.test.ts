import { describe, expect, test } from '@jest/globals';
import { zoneTable } from '../../../numbering/zones.ts';
import { DAY_MS, firstInstantOf, MINUTE_MS, type WallMs } from '../../time.ts';
import { minutesOf } from '../../windows.ts';
import { screen } from '../screen.ts';
import { aWillingLead, clearLists, EVERY_RULE, inState } from '../testing/compiled.ts';
import { aPhone } from '../testing/facts.ts';

const zones = zoneTable();
const FEDERAL = '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25';

/** Hours on Monday to Friday, on Saturday, on Sunday; holidays of 2026, closed. Written from the law, not from the data. */
type Row = readonly [state: string, zone: string, week: string, sat: string, sun: string, holidays?: string];
const NEW_YORK = 'America/New_York';
const CHICAGO = 'America/Chicago';
const LOS_ANGELES = 'America/Los_Angeles';
const DENVER = 'America/Denver';

const BY_PEOPLE: readonly Row[] = [
  ['US-NY', NEW_YORK, '08:00-21:00', '08:00-21:00', '08:00-21:00'],
  ['US-FL', NEW_YORK, '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['US-OK', CHICAGO, '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['US-MD', NEW_YORK, '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['US-OR', LOS_ANGELES, '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['US-WA', LOS_ANGELES, '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['US-RI', NEW_YORK, '09:00-18:00', '10:00-17:00', '-', `${FEDERAL} 08-10 11-03`],
  ['US-TX', CHICAGO, '09:00-21:00', '09:00-21:00', '12:00-21:00'],
  ['US-LA', CHICAGO, '08:00-20:00', '08:00-20:00', '-', `${FEDERAL} 01-08 02-17 04-03 11-27 11-03`],
  ['US-AL', CHICAGO, '08:00-20:00', '08:00-20:00', '-'],
  ['US-PA', NEW_YORK, '09:00-19:00', '09:00-19:00', '-', `${FEDERAL} 04-03 11-03`],
  ['US-KY', NEW_YORK, '10:00-21:00', '10:00-21:00', '10:00-21:00'],
  ['US-CT', NEW_YORK, '09:00-20:00', '09:00-20:00', '09:00-20:00'],
  ['US-NV', LOS_ANGELES, '09:00-20:00', '09:00-20:00', '09:00-20:00'],
  ['US-MA', NEW_YORK, '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['US-WY', DENVER, '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['US-MI', NEW_YORK, '09:00-21:00', '09:00-21:00', '09:00-21:00'],
  ['US-MN', CHICAGO, '09:00-21:00', '09:00-21:00', '09:00-21:00'],
  ['US-NM', DENVER, '09:00-21:00', '09:00-21:00', '09:00-21:00'],
  ['US-NE', CHICAGO, '09:00-20:00', '09:00-20:00', '09:00-20:00'],
  ['US-AZ', 'America/Phoenix', '08:00-21:00', '08:00-21:00', '08:00-21:00'],
  ['GB', 'Europe/London', '08:00-21:00', '08:00-21:00', '08:00-21:00'],
  ['DE', 'Europe/Berlin', '08:00-21:00', '08:00-21:00', '08:00-21:00'],
  ['CA-ON', 'America/Toronto', '09:00-21:30', '10:00-18:00', '10:00-18:00'],
  [
    'AU',
    'Australia/Sydney',
    '09:00-20:00',
    '09:00-17:00',
    '-',
    '01-01 01-26 04-03 04-06 04-25 04-27 12-25 12-26 12-28',
  ],
];
const BY_MACHINE: readonly Row[] = [
  ['US-ME', NEW_YORK, '09:00-17:00', '-', '-'],
  ['US-SD', CHICAGO, '09:00-21:00', '-', '-'],
  ['US-CA', LOS_ANGELES, '09:00-21:00', '09:00-21:00', '09:00-21:00'],
  ['US-IL', CHICAGO, '09:00-21:00', '09:00-21:00', '09:00-21:00'],
  ['US-AL', CHICAGO, '08:00-20:00', '08:00-20:00', '-', `${FEDERAL} 02-17 04-27 06-01`],
];

const YEAR = Date.UTC(2026, 0, 1);
const DAYS = Array.from({ length: 365 }, (_, day) => YEAR + day * DAY_MS);

function isShut(row: Row, automatedVoice: boolean, wall: WallMs, consents?: []): boolean {
  const [state, zone] = row;
  const at = firstInstantOf(zones, zone, wall);
  const phones = [aPhone({ places: inState(state, zone), lists: clearLists(at) })];
  const facts = aWillingLead(at, { phones, automatedVoice, ...(consents ? { consents } : {}) });
  const { findings } = screen(facts, EVERY_RULE, at, zones);
  return findings.some(({ result, reason }) => result !== 'pass' && reason === 'outside-window');
}

function hoursOn([, , week, sat, sun, holidays]: Row, day: WallMs): string {
  const iso = new Date(day).toISOString().slice(5, 10);
  if (holidays?.split(' ').includes(iso)) return '-';
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 ? sun : weekday === 6 ? sat : week;
}

/** Readings on this day at which the answer is not the law's: both sides of opening and closing, noon where it is closed. */
function wrongMinutes(row: Row, automatedVoice: boolean, day: WallMs, consents?: []): string[] {
  const hours = hoursOn(row, day);
  const [start = '', end = ''] = hours.split('-');
  const opening = day + (minutesOf(start) ?? 0) * MINUTE_MS;
  const closing = day + (minutesOf(end) ?? 0) * MINUTE_MS;
  const expected: readonly (readonly [WallMs, boolean])[] =
    hours === '-'
      ? [8, 12, 16, 20].map((hour) => [day + hour * 60 * MINUTE_MS, true])
      : [
          [opening - MINUTE_MS, true],
          [opening, false],
          [closing - MINUTE_MS, false],
          [closing, true],
        ];
  return expected
    .filter(([wall, shut]) => isShut(row, automatedVoice, wall, consents) !== shut)
    .map(([wall, shut]) => `${new Date(wall).toISOString().slice(0, 16)} should be ${shut ? 'shut' : 'open'}`);
}

describe('every opening and closing of 2026, both changes of the clocks and all holidays among them', () => {
  test.each(BY_PEOPLE)('%s, called by people', (...row) => {
    expect(DAYS.flatMap((day) => wrongMinutes(row, false, day))).toEqual([]);
  });

  test.each(BY_MACHINE)('%s, called by an artificial voice', (...row) => {
    expect(DAYS.flatMap((day) => wrongMinutes(row, true, day))).toEqual([]);
  });

  test('Utah, for people who did not consent', () => {
    const row: Row = ['US-UT', DENVER, '08:00-21:00', '08:00-21:00', '-', `${FEDERAL} 07-24`];
    expect(DAYS.flatMap((day) => wrongMinutes(row, false, day, []))).toEqual([]);
    const sunday = Date.UTC(2026, 5, 7, 12);
    expect([isShut(row, false, sunday, []), isShut(row, false, sunday)]).toEqual([true, false]);
  });

  test('Mississippi counts in standard time, summer and winter', () => {
    const winter: Row = ['US-MS', CHICAGO, '08:00-20:00', '08:00-20:00', '-'];
    const summer: Row = ['US-MS', CHICAGO, '09:00-20:00', '09:00-20:00', '-'];
    const isSummer = (day: WallMs) => day >= Date.UTC(2026, 2, 8) && day < Date.UTC(2026, 10, 1);
    expect(DAYS.flatMap((day) => wrongMinutes(isSummer(day) ? summer : winter, false, day))).toEqual([]);
  });

  test('Mississippi counts in Central time wherever else the telephone may be', () => {
    const row: Row = ['US-MS', LOS_ANGELES, '08:00-18:00', '08:00-18:00', '-'];
    expect(wrongMinutes(row, false, Date.UTC(2026, 10, 20))).toEqual([]);
  });
});

test('Oregon has its hours since 2026, by its own clock', () => {
  const row: Row = ['US-OR', LOS_ANGELES, '08:00-21:00', '08:00-21:00', '08:00-21:00'];
  expect(wrongMinutes(row, false, Date.UTC(2025, 11, 31))).toEqual([]);
  expect(isShut(row, false, Date.UTC(2026, 0, 1, 20))).toBe(true);
});

test('messages and debts have the hours of the country, not those for sales', () => {
  const at = Date.parse('2026-11-20T13:30:00Z');
  const phones = [aPhone({ places: inState('US-KY', NEW_YORK), lists: clearLists(at) })];
  const shutFor = (kind: 'telemarketing' | 'informational' | 'debt') =>
    screen(aWillingLead(at, { phones, kind }), EVERY_RULE, at, zones).result;
  expect([shutFor('telemarketing'), shutFor('informational'), shutFor('debt')]).toEqual([
    'deferred',
    'allowed',
    'allowed',
  ]);
});
