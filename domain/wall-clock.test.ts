import { expect, test } from '@jest/globals';
import { zoneTable } from '../numbering/zones.ts';
import { parseLocal, wallOf } from './wall-clock.ts';

const zones = zoneTable();

test.each([
  ['2026-11-21T10:00', '2026-11-21T10:00:00Z'],
  ['2026-11-21 10:00:30', '2026-11-21T10:00:30Z'],
  [' 2028-02-29T00:00 ', '2028-02-29T00:00:00Z'],
])('"%s" is read', (text, asUtc) => {
  expect(wallOf(text)).toBe(Date.parse(asUtc));
});

test.each([
  '2026-02-29T10:00',
  '2026-13-01T10:00',
  '2026-11-21T24:00',
  '2026-11-21T10:60',
  '2026-11-21',
  '10:00',
  'tomorrow',
  '',
])('"%s" is no date and time', (text) => {
  expect(wallOf(text)).toBeNull();
  expect(parseLocal(text, 'America/New_York', zones)).toEqual({ kind: 'unreadable' });
});

test('a local time in the skipped hour is said to be skipped, in the repeated hour to be two', () => {
  expect(parseLocal('2026-03-08T02:30', 'America/New_York', zones).kind).toBe('gap');
  expect(parseLocal('2026-11-01T01:30', 'America/New_York', zones).kind).toBe('fold');
  expect(parseLocal('2026-11-01T01:30', 'America/Winnipeg', zones).kind).toBe('one');
});
