import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zoneTable } from '../numbering/zones.ts';
import { hoursFor, LAWFUL_HOURS } from './lawful-hours.ts';
import { instantOf, MINUTE_MS, minuteOfDay, WEEKDAYS, wallAt, weekdayIndex } from './time.ts';
import { type CallingWindow, hoursOf, isOpen, minutesOf, nextOpen, nextOpenEverywhere, openUntil } from './windows.ts';
import { closedPlaces, closedPlacesProblem, windowProblems } from './window-problems.ts';

const zones = zoneTable();
const at = (iso: string) => Date.parse(iso);
const NEW_YORK = { zone: 'America/New_York', hours: LAWFUL_HOURS };
const HOURS: CallingWindow = { days: WEEKDAYS, start: '09:00', end: '17:00', zone: 'lead' };

describe('lawful hours at their boundary minutes', () => {
  test.each([
    ['2026-11-20T12:59:59.999Z', false, '07:59:59 in winter'],
    ['2026-11-20T13:00:00.000Z', true, '08:00:00 in winter'],
    ['2026-11-21T01:59:59.999Z', true, '20:59:59 in winter'],
    ['2026-11-21T02:00:00.000Z', false, '21:00:00 in winter'],
    ['2026-07-20T11:59:59.999Z', false, '07:59:59 in summer'],
    ['2026-07-20T12:00:00.000Z', true, '08:00:00 in summer'],
    ['2026-03-08T11:59:59.999Z', false, '07:59:59 on the day that clocks go forward'],
    ['2026-03-08T12:00:00.000Z', true, '08:00:00 on the day that clocks go forward'],
    ['2026-03-07T12:59:59.999Z', false, '07:59:59 the day before'],
    ['2026-11-01T12:59:59.999Z', false, '07:59:59 on the day that clocks go back'],
    ['2026-11-01T13:00:00.000Z', true, '08:00:00 on the day that clocks go back'],
    ['2026-10-31T12:00:00.000Z', true, '08:00:00 the day before'],
  ])('%s is open: %s (%s in New York)', (instant, open) => {
    expect(nextOpen(zones, NEW_YORK, at(instant)) === at(instant)).toBe(open);
  });

  test('the night before clocks go forward is an hour shorter', () => {
    expect(nextOpen(zones, NEW_YORK, at('2026-03-08T02:00:00Z'))).toBe(at('2026-03-08T12:00:00Z'));
  });
});

describe('several zones', () => {
  const both = hoursFor(['America/New_York', 'America/Los_Angeles'], null);

  test('open when it is 08:00 in the west, closed when it is 21:00 in the east', () => {
    expect(nextOpenEverywhere(zones, both, at('2026-11-20T06:00:00Z'))).toBe(at('2026-11-20T16:00:00Z'));
    expect(openUntil(zones, both, at('2026-11-20T16:00:00Z'))).toBe(at('2026-11-21T02:00:00Z'));
  });

  test('two zones on opposite sides of the world meet for some hours', () => {
    const guam = hoursFor(['America/New_York', 'Pacific/Guam'], null);
    expect(nextOpenEverywhere(zones, guam, at('2026-11-20T06:00:00Z'))).toBe(at('2026-11-20T22:00:00Z'));
    expect(openUntil(zones, guam, at('2026-11-20T22:00:00Z'))).toBe(at('2026-11-21T02:00:00Z'));
  });

  test('three zones around the world never open together', () => {
    const around = hoursFor(['Europe/London', 'Asia/Shanghai', 'America/Los_Angeles'], null);
    expect(nextOpenEverywhere(zones, around, at('2026-11-20T06:00:00Z'))).toBeNull();
  });

  test("a campaign's own hours lie inside the lawful ones", () => {
    const own = hoursFor(['America/Denver'], { ...HOURS, days: ['sat'], start: '06:00', end: '10:00' });
    expect(nextOpenEverywhere(zones, own, at('2026-11-20T06:00:00Z'))).toBe(at('2026-11-21T15:00:00Z'));
    expect(openUntil(zones, own, at('2026-11-21T15:00:00Z'))).toBe(at('2026-11-21T17:00:00Z'));
  });

  test('a window in a zone of its own holds beside the hours of the lead', () => {
    const office = hoursFor(['America/Los_Angeles'], { ...HOURS, zone: 'America/New_York' });
    expect(nextOpenEverywhere(zones, office, at('2026-11-20T13:00:00Z'))).toBe(at('2026-11-20T16:00:00Z'));
    expect(openUntil(zones, office, at('2026-11-20T16:00:00Z'))).toBe(at('2026-11-20T22:00:00Z'));
  });
});

describe('hours that clocks skip or repeat', () => {
  const inNewYork = (start: string, end: string) => ({
    zone: 'America/New_York',
    hours: hoursOf({ ...HOURS, start, end }),
  });

  test('a window that begins in the skipped hour opens when clocks have jumped', () => {
    expect(nextOpen(zones, inNewYork('02:30', '04:00'), at('2026-03-08T06:00:00Z'))).toBe(at('2026-03-08T07:00:00Z'));
  });

  test('a window that lies in the skipped hour alone does not open on that day', () => {
    expect(nextOpen(zones, inNewYork('02:10', '02:50'), at('2026-03-08T06:00:00Z'))).toBe(at('2026-03-09T06:10:00Z'));
  });

  test('a window in the repeated hour opens at its first occurrence, and is open in its second', () => {
    expect(nextOpen(zones, inNewYork('01:30', '02:00'), at('2026-11-01T05:00:00Z'))).toBe(at('2026-11-01T05:30:00Z'));
    expect(nextOpen(zones, inNewYork('01:30', '02:00'), at('2026-11-01T06:00:00Z'))).toBe(at('2026-11-01T06:30:00Z'));
  });

  test('readings of the clock resolve to one instant, none or two', () => {
    const reading = (text: string) => instantOf(zones, 'America/New_York', at(`${text}:00Z`));
    expect(reading('2026-03-08T02:30')).toEqual({ kind: 'gap', jumpsAt: at('2026-03-08T07:00:00Z') });
    expect(reading('2026-11-01T01:30')).toEqual({
      kind: 'fold',
      first: at('2026-11-01T05:30:00Z'),
      second: at('2026-11-01T06:30:00Z'),
    });
    expect(reading('2026-11-01T03:30')).toEqual({ kind: 'one', at: at('2026-11-01T08:30:00Z') });
  });
});

test('the next opening is the first open minute and none before it is open, in any zone', () => {
  const americas = ['America/New_York', 'America/St_Johns', 'America/Phoenix', 'America/Vancouver'];
  const others = ['Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Apia', 'Asia/Kathmandu', 'Africa/Casablanca'];
  const zone = fc.constantFrom(...americas, ...others);
  const window = fc
    .record({
      days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      minutes: fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 })),
    })
    .filter(({ minutes: [start, end] }) => start < end);
  const instant = fc.integer({ min: at('2025-01-01T00:00Z'), max: at('2030-01-01T00:00Z') });
  fc.assert(
    fc.property(zone, window, instant, (zone, { days, minutes: [startMinute, endMinute] }, now) => {
      const hours = { days: WEEKDAYS.map((day) => days.includes(day)), startMinute, endMinute };
      const open = nextOpen(zones, { zone, hours }, now);
      if (open === null) throw new Error('a window with a day and hours opens within eight days');
      const wall = wallAt(zones, zone, open);
      expect(isOpen(hours, wall)).toBe(true);
      expect(minuteOfDay(wall)).toBeGreaterThanOrEqual(startMinute);
      expect(days).toContain(WEEKDAYS[weekdayIndex(wall)]);
      let openBefore = 0;
      for (let probe = now; probe < open; probe += 13 * MINUTE_MS) {
        if (isOpen(hours, wallAt(zones, zone, probe))) openBefore++;
      }
      expect(openBefore).toBe(0);
      expect(open === now || !isOpen(hours, wallAt(zones, zone, open - 1))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

describe('windows that would never open are explained', () => {
  test.each([
    [{ days: [] }, 'no-day'],
    [{ start: '9 am' }, 'unreadable-time'],
    [{ end: '25:00' }, 'unreadable-time'],
    [{ start: '17:00', end: '09:00' }, 'ends-before-it-begins'],
    [{ start: '21:00', end: '23:00' }, 'outside-lawful-hours'],
    [{ start: '05:00', end: '08:00' }, 'outside-lawful-hours'],
    [{ zone: 'Europe/Londn' }, 'unknown-zone'],
  ] as const)('%j: %s', (change, kind) => {
    const [problem, ...others] = windowProblems({ ...HOURS, ...change }, zones);
    expect(problem?.kind).toBe(kind);
    expect(others).toEqual([]);
  });

  test('a good window has no problems, midnight written as 24:00 among them', () => {
    expect(windowProblems({ ...HOURS, end: '24:00' }, zones)).toEqual([]);
    expect(minutesOf('24:00')).toBe(1440);
    expect(minutesOf('24:01')).toBeNull();
  });

  test('a window in London that never meets a Californian day is found, and named', () => {
    const london = { ...HOURS, start: '08:00', end: '10:00', zone: 'Europe/London' };
    const places = [['America/Los_Angeles'], ['Europe/London']];
    const closed = closedPlaces(london, places, at('2026-11-20T00:00Z'), zones);
    expect(closed).toEqual([['America/Los_Angeles']]);
    expect(closedPlacesProblem(closed, 2)?.message).toContain('1 of 2 places, for example America/Los_Angeles');
    expect(closedPlacesProblem([], 2)).toBeNull();
  });
});
