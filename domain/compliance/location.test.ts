import { describe, expect, test } from '@jest/globals';
import { zoneTable } from '../../numbering/zones.ts';
import type { Address } from '../places.ts';
import { screen } from './screen.ts';
import { aWillingLead, clearLists, EVERY_RULE, phoneAt } from './testing/compiled.ts';

const zones = zoneTable();

/** Half hours of a UTC day at which the number may be called, as `first-last`. */
function openHours(number: string, day: string, address: Address = {}): string {
  const open: string[] = [];
  for (let half = 0; half < 96; half++) {
    const at = Date.parse(`${day}T00:00:00Z`) + half * 30 * 60_000;
    const phones = [phoneAt(number, at, { lists: clearLists(at) }, address)];
    const { result } = screen(aWillingLead(at, { phones }), EVERY_RULE, at, zones);
    if (result === 'allowed') open.push(new Date(at).toISOString().slice(8, 16));
  }
  const start = open.findIndex((time) => time >= `${day.slice(8)}T09`);
  if (start < 0) return 'never';
  const rest = open.slice(start);
  const gap = rest.findIndex((time, i) => i > 0 && minutes(time) - minutes(rest[i - 1] ?? time) > 30);
  const last = gap < 0 ? rest.length - 1 : gap - 1;
  return [rest[0], rest[last]].map((time) => time?.slice(3)).join('-');
}
const minutes = (time: string) =>
  Number(time.slice(0, 2)) * 1440 + Number(time.slice(3, 5)) * 60 + Number(time.slice(6));

describe('numbers of divided areas are called when every clock allows it', () => {
  test.each([
    ['Arizona and the Navajo Nation in summer', '+19285550101', '2026-07-01', {}, '15:00-02:30'],
    ['Arizona and the Navajo Nation in winter', '+19285550101', '2026-12-01', {}, '15:00-03:30'],
    ['Phoenix in summer', '+16025550101', '2026-07-01', {}, '15:00-03:30'],
    ['the Florida panhandle, both clocks', '+18505550101', '2026-11-18', {}, '14:00-00:30'],
    ['Pensacola by its postal code, Florida law', '+18505550101', '2026-11-18', { postalCode: '32501' }, '14:00-01:30'],
    [
      'Miami, moved to Texas: the law of both',
      '+13055550101',
      '2026-11-18',
      { state: 'TX', postalCode: '77002' },
      '15:00-00:30',
    ],
    ['Miami', '+13055550101', '2026-11-18', {}, '13:00-00:30'],
    ['Indiana, divided', '+18125550101', '2026-11-18', {}, '14:00-01:30'],
    ['North Dakota, divided', '+17015550101', '2026-11-18', {}, '15:00-02:30'],
  ] as const)('%s', (_says, number, day, address, hours) => {
    expect(openHours(number, day, address)).toBe(hours);
  });

  test.each(['+18005550101', '+19005550101', '+881612345678', '+15555550101'])('%s tells no place: never', (number) => {
    expect(openHours(number, '2026-11-18', { state: 'NY' })).toBe('never');
  });
});

test('the day on which the clocks go forward, and the one on which they go back', () => {
  expect(openHours('+12125550101', '2026-03-07')).toBe('13:00-01:30');
  expect(openHours('+12125550101', '2026-03-08')).toBe('12:00-00:30');
  expect(openHours('+12125550101', '2026-10-31')).toBe('12:00-00:30');
  expect(openHours('+12125550101', '2026-11-01')).toBe('13:00-01:30');
});
