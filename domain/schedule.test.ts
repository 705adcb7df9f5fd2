import { expect, test } from '@jest/globals';
import { schedulePhase } from './schedule.ts';

const start = '2026-05-04T13:00:00.000Z';
const end = '2026-05-08T21:00:00.000Z';

test.each([
  ['2026-05-04T12:59:59.999Z', 'before'],
  [start, 'open'],
  ['2026-05-08T20:59:59.999Z', 'open'],
  [end, 'over'],
] as const)('at %s a schedule is %s', (at, phase) => {
  expect(schedulePhase({ startAt: start, endAt: end }, Date.parse(at))).toBe(phase);
});

test('no schedule is always open, and an unreadable one never', () => {
  expect(schedulePhase({}, 0)).toBe('open');
  expect(schedulePhase({ startAt: 'soon' }, 0)).toBe('before');
  expect(schedulePhase({ endAt: 'later' }, 0)).toBe('over');
});
