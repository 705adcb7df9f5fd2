import { expect, test } from '@jest/globals';
import { draftOf, NOTHING_TYPED } from './drafted.ts';

const typed = {
  ...NOTHING_TYPED,
  title: 'Louisiana: no calls',
  reason: 'Proclamation 41 of the governor',
  place: 'us-la',
};

test('a ban of a state is an amendment that names the state', () => {
  expect(draftOf(typed, '3f2a').amendments).toEqual([
    {
      id: 'change.louisiana-no-calls.3f2a',
      title: 'Louisiana: no calls',
      citation: '',
      where: { states: ['US-LA'] },
      from: null,
      until: null,
      requires: { what: 'ban' },
    },
  ]);
});

test('a day without calls in a whole country is a holiday', () => {
  expect(draftOf({ ...typed, kind: 'holiday', place: 'GB', from: '2026-12-28' }, '3f2a')).toEqual({
    title: typed.title,
    reason: typed.reason,
    holidays: [{ date: '2026-12-28', name: typed.title, country: 'GB' }],
  });
});

test('hours that are left empty mean no calls on that day', () => {
  const [amendment] = draftOf({ ...typed, kind: 'hours' }, '3f2a').amendments ?? [];
  expect(amendment?.requires).toMatchObject({
    what: 'hours',
    byWeekday: { fri: { start: '09:00', end: '20:00' }, sat: { start: '10:00', end: '18:00' }, sun: null },
  });
});
