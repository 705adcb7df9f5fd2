import { expect, test } from '@jest/globals';
import { requirementWords, scopeWords } from './requirement-words.ts';

const nine = { start: '09:00', end: '20:00' };

test('days with the same hours are told together', () => {
  const byWeekday = {
    mon: nine,
    tue: nine,
    wed: nine,
    thu: nine,
    fri: nine,
    sat: { start: '10:00', end: '18:00' },
    sun: null,
  };
  expect(requirementWords({ what: 'hours', byWeekday, holidays: { table: 'x', hours: null } })).toBe(
    'Mon–Fri 09:00–20:00, Sat 10:00–18:00, Sun no calls, holidays no calls',
  );
});

test('a cap is told with its span and whose calls count', () => {
  expect(requirementWords({ what: 'cap', most: 3, perMs: 86_400_000, scope: 'person', sameSubject: true })).toBe(
    'At most 3 calls in 1 day, of the person, about the same subject',
  );
});

test('a requirement that this app does not know is shown as it is', () => {
  expect(requirementWords({ what: 'moon', phase: 'full' })).toBe('{"what":"moon","phase":"full"}');
});

test('a provision without places or kinds is about every call', () => {
  expect(scopeWords({}, {})).toBe('every call');
  expect(scopeWords({ states: ['US-FL'] }, { kinds: ['telemarketing'], unlessConsent: 'telemarketing' })).toBe(
    'US-FL; telemarketing calls; unless consent: telemarketing',
  );
});
