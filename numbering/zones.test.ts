import { describe, expect, test } from '@jest/globals';
import { localTime } from './local-time.ts';
import { hasZone, zoneTable } from './zones.ts';

/** The newest release of the IANA data known when this was last looked at (https://www.iana.org/time-zones). */
const NEWEST_KNOWN = '2026f';

const zones = zoneTable();
const offset = (zone: string, iso: string) => zones.offsetMinutes(zone, Date.parse(iso)) / 60;

test('the pinned zone data is not older than the newest release known', () => {
  expect(zones.version >= NEWEST_KNOWN).toBe(true);
});

describe('changes of law that older data does not have', () => {
  test.each([
    ['America/Winnipeg', -5, -5],
    ['America/Rainy_River', -5, -5],
    ['America/Vancouver', -7, -7],
    ['America/Edmonton', -6, -6],
    ['America/Toronto', -4, -5],
    ['America/Chicago', -5, -6],
    ['America/Regina', -6, -6],
  ])('%s is at UTC%i in October 2026 and at UTC%i from November on', (zone, before, after) => {
    expect(offset(zone, '2026-10-31T12:00:00Z')).toBe(before);
    expect(offset(zone, '2026-11-01T12:00:00Z')).toBe(after);
    expect(offset(zone, '2027-01-15T12:00:00Z')).toBe(after);
  });
});

describe('the table', () => {
  test('knows zones by their exact names, links among them', () => {
    expect([zones.has('America/New_York'), zones.has('Asia/Calcutta'), hasZone('America/Creston')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([zones.has('america/new_york'), zones.has('Mars/Olympus'), hasZone('america/new_york')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('refuses a zone that it does not have, by name', () => {
    expect(() => zones.offsetMinutes('Mars/Olympus', 0)).toThrow('there is no time zone "Mars/Olympus"');
  });

  test('changes offset at the very millisecond', () => {
    const change = Date.parse('2026-03-08T07:00:00Z');
    expect(zones.offsetMinutes('America/New_York', change - 1)).toBe(-300);
    expect(zones.offsetMinutes('America/New_York', change)).toBe(-240);
    expect(zones.nextChange('America/New_York', change - 1)).toBe(change);
    expect(zones.nextChange('America/New_York', change)).toBe(Date.parse('2026-11-01T06:00:00Z'));
    expect(zones.nextChange('America/Phoenix', change)).toBe(Number.POSITIVE_INFINITY);
  });

  test('the Navajo Nation (Denver) and the rest of Arizona differ in summer only', () => {
    expect([offset('America/Denver', '2026-07-01T12:00Z'), offset('America/Phoenix', '2026-07-01T12:00Z')]).toEqual([
      -6, -7,
    ]);
    expect([offset('America/Denver', '2026-12-01T12:00Z'), offset('America/Phoenix', '2026-12-01T12:00Z')]).toEqual([
      -7, -7,
    ]);
  });
});

describe('local time as clients see it', () => {
  test.each([
    ['America/New_York', '2026-11-21T10:00:00', '-05:00'],
    ['Asia/Kathmandu', '2026-11-21T20:45:00', '+05:45'],
    ['America/St_Johns', '2026-11-21T11:30:00', '-03:30'],
    ['Europe/London', '2026-11-21T15:00:00', '+00:00'],
  ])('%s', (zone, local, offset) => {
    const at = '2026-11-21T15:00:00.000Z';
    expect(localTime(new Date(at), zone, zones)).toEqual({ at, zone, local, offset });
    expect(localTime(Date.parse(at), zone, zones, { demonstration: true })).toEqual({
      at,
      zone,
      local,
      offset,
      demonstration: true,
    });
  });
});
