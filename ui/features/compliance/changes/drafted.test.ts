import { expect, test } from '@jest/globals';
import { NO_RULE, withoutOtherConsents } from '../rule-form/typed-rule.ts';
import { draftOf, NOTHING_TYPED } from './drafted.ts';

const typed = { ...NOTHING_TYPED, title: 'Louisiana: no calls', reason: 'Proclamation 41 of the governor' };
const rule = { ...NO_RULE, places: 'us-la' };

test('an emergency is a ban of its places and hours, for the calls that it names', () => {
  const emergency = {
    ...rule,
    places: 'us-la, US-MS GB',
    from: '2026-11-26T18:00',
    until: '2026-12-03T06:00',
    kinds: ['telemarketing' as const],
    numberTypes: ['mobile' as const],
  };
  expect(draftOf({ ...typed, rule: emergency }, '3f2a').amendments).toEqual([
    {
      id: 'change.louisiana-no-calls.3f2a',
      title: 'Louisiana: no calls',
      citation: '',
      where: { states: ['US-LA', 'US-MS'], countries: ['GB'] },
      appliesTo: { kinds: ['telemarketing'], numberTypes: ['mobile'] },
      from: '2026-11-26T18:00',
      until: '2026-12-03T06:00',
      requires: { what: 'ban' },
    },
  ]);
});

test('a rule that takes the place of another begins on a day', () => {
  const replacing = { ...rule, what: 'cap' as const, from: '2026-12-01T18:00', replaces: 'us-fl.cap' };
  const [amendment] = draftOf({ ...typed, rule: replacing }, '3f2a').amendments ?? [];
  expect(amendment).toMatchObject({ from: '2026-12-01', until: null, replaces: 'us-fl.cap' });
});

test('a day without calls in a whole country is a holiday', () => {
  expect(draftOf({ ...typed, kind: 'holiday', place: 'GB', day: '2026-12-28' }, '3f2a')).toEqual({
    title: typed.title,
    reason: typed.reason,
    holidays: [{ date: '2026-12-28', name: typed.title, country: 'GB' }],
  });
});

test('the end of an earlier change brings no rule', () => {
  const { title, reason } = typed;
  expect(draftOf({ ...typed, kind: 'end', ends: ['a'] }, '3f2a')).toEqual({ title, reason, ends: ['a'] });
});

test('hours that are left empty mean no calls on that day', () => {
  const [amendment] = draftOf({ ...typed, rule: { ...rule, what: 'hours' } }, '3f2a').amendments ?? [];
  expect(amendment?.requires).toMatchObject({
    what: 'hours',
    byWeekday: { fri: { start: '09:00', end: '20:00' }, sat: { start: '10:00', end: '18:00' }, sun: null },
  });
});

test('a county is how its postal codes begin, and exceptions are those that were picked', () => {
  const picked = { ...rule, places: 'US-LA', postalCodes: '701, 70043', except: ['direct' as const], onlyVoice: true };
  const [amendment] = draftOf({ ...typed, rule: picked }, '3f2a').amendments ?? [];
  expect(amendment).toMatchObject({
    where: { states: ['US-LA'], postalCodes: ['701', '70043'] },
    appliesTo: { automatedVoice: true, unlessDirectConsent: true },
  });
});

test('a second scope of consent takes the place of the first: a rule names one', () => {
  const both = ['telemarketing', 'automated-voice', 'relationship'];
  expect(withoutOtherConsents(both, ['telemarketing', 'relationship'])).toEqual(['automated-voice', 'relationship']);
});

test.each([
  [
    { what: 'list', registry: 'us-state', registryState: ' tx ', maxAge: 90, must: false },
    { what: 'list', list: 'us-state:US-TX', maxAgeDays: 90, mustHold: false },
  ],
  [{ what: 'list' }, { what: 'list', list: 'us-federal', maxAgeDays: 31, mustHold: true }],
  [{ what: 'reassigned' }, { what: 'reassigned', mustAsk: true }],
  [
    { what: 'disclosure', disclosure: 'recording', withinSeconds: 10, on: 'every-call' },
    { what: 'disclosure', key: 'recording', after: 'greeting', withinMs: 10_000, on: 'every-call' },
  ],
] as const)('a registry, a new owner and words that must be said are rules too: %j', (picked, requires) => {
  const [amendment] = draftOf({ ...typed, rule: { ...rule, ...picked } }, '3f2a').amendments ?? [];
  expect(amendment?.requires).toEqual(requires);
});
