import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zoneTable } from '../../numbering/zones.ts';
import { NOWHERE } from '../places.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, WEEKDAYS } from '../time.ts';
import type { PhoneFacts, ScreenFacts } from './facts.ts';
import type { Rule } from './rule.ts';
import { screen } from './screen.ts';
import { STANDARD_RULES } from './standard-rules.ts';
import { aCampaign, aLead, aList, aPhone, inZones } from './testing/facts.ts';
import type { FindingResult, Verdict } from './verdict.ts';

const zones = zoneTable();
const RUNS = { numRuns: 400 };

/** Moments around both changes of the clocks of 2026 and anywhere else. */
const moments = fc.oneof(
  fc.integer({ min: Date.parse('2026-03-07T00:00Z'), max: Date.parse('2026-03-09T12:00Z') }),
  fc.integer({ min: Date.parse('2026-10-31T00:00Z'), max: Date.parse('2026-11-02T12:00Z') }),
  fc.integer({ min: Date.parse('2026-01-01T00:00Z'), max: Date.parse('2028-01-01T00:00Z') }),
);

const UNITED_STATES = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
];
const ELSEWHERE = ['America/St_Johns', 'America/Winnipeg', 'Pacific/Honolulu', 'Pacific/Guam', 'Europe/London'];

const places = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .uniqueArray(fc.constantFrom(...UNITED_STATES, ...ELSEWHERE), { minLength: 1, maxLength: 3 })
      .map((found) => inZones(...found)),
  },
  { weight: 1, arbitrary: fc.constant(NOWHERE) },
);

const windows = fc.option(
  fc.record({
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    start: fc.constantFrom('00:00', '08:00', '09:30', '12:00'),
    end: fc.constantFrom('12:30', '17:00', '21:00', '24:00'),
    zone: fc.constantFrom('lead', 'lead', 'lead', 'America/New_York', 'Europe/London'),
  }),
  { nil: null },
);

const agoes = fc.array(fc.integer({ min: 0, max: 30 * HOUR_MS }), { maxLength: 5 });

const phoneFacts = (position: number, now: number) =>
  fc
    .record({
      places,
      lists: fc.oneof(
        { weight: 20, arbitrary: fc.constant([aList('internal')]) },
        { weight: 1, arbitrary: fc.constant([aList('internal', 'listed')]) },
        { weight: 1, arbitrary: fc.constant([aList('internal', 'unreadable')]) },
      ),
      ago: agoes,
      inAnotherCall: fc.boolean(),
    })
    .map(({ ago, ...rest }): PhoneFacts => aPhone({ ...rest, position, attemptsAt: ago.map((ms) => now - ms) }));

const situations = moments.chain((now) =>
  fc
    .record({
      phones: fc
        .integer({ min: 1, max: 3 })
        .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => phoneFacts(i, now)))),
      window: windows,
      ago: agoes,
      status: fc.constantFrom('running', 'running', 'running', 'paused' as const),
      demonstrationClock: fc.constantFrom(false, false, false, true),
      dialing: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    })
    .map(({ phones, window, ago, status, demonstrationClock, dialing }) => {
      const facts: ScreenFacts = aLead({
        observedAt: now,
        phones,
        leadAttemptsAt: ago.map((ms) => now - ms),
        campaign: aCampaign({ window, status }),
        demonstrationClock,
        ...(dialing === undefined || dialing >= phones.length ? {} : { dialing }),
      });
      return { now, facts };
    }),
);

const ORDER = { allowed: 0, deferred: 1, blocked: 2 } as const;
const verdictOf = (facts: ScreenFacts, now: number, rules: readonly Rule[] = STANDARD_RULES.rules): Verdict =>
  screen(facts, { version: 'test', rules }, now, zones);

/** What may change by itself has changed by then: lists are readable, other calls are over. */
const cleared = (facts: ScreenFacts, observedAt: number): ScreenFacts => ({
  ...facts,
  observedAt,
  phones: facts.phones.map((phone) => ({
    ...phone,
    inAnotherCall: false,
    lists: phone.lists.map((fact) => (fact.state === 'unreadable' ? aList(fact.list) : fact)),
  })),
});

test('the next callable time is allowed by every rule then', () => {
  let deferred = 0;
  fc.assert(
    fc.property(situations, ({ now, facts }) => {
      const { result, nextCallableAt } = verdictOf(facts, now);
      if (result === 'blocked') expect(nextCallableAt).toBeNull();
      if (nextCallableAt === null) return;
      if (result === 'deferred') deferred++;
      expect(nextCallableAt).toBeGreaterThanOrEqual(now);
      expect(verdictOf(cleared(facts, nextCallableAt), nextCallableAt).result).toBe('allowed');
    }),
    RUNS,
  );
  expect(deferred).toBeGreaterThan(20);
});

test('no moment before the next callable time is allowed', () => {
  fc.assert(
    fc.property(
      situations,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
      ({ now, facts }, shares) => {
        const { result, nextCallableAt } = verdictOf(facts, now);
        if (result !== 'deferred' || nextCallableAt === null) return;
        const end = nextCallableAt - SECOND_MS;
        for (const moment of [now, ...shares.map((share) => now + share * (end - now)), end]) {
          // A number in another call is looked at a minute later; nothing is known of before.
          if (moment < now || moment - now < MINUTE_MS) continue;
          expect(verdictOf(cleared(facts, moment), moment).result).not.toBe('allowed');
        }
      },
    ),
    RUNS,
  );
});

test('the order of the rules does not matter', () => {
  const shuffled = fc.shuffledSubarray([...STANDARD_RULES.rules], { minLength: STANDARD_RULES.rules.length });
  fc.assert(
    fc.property(situations, shuffled, ({ now, facts }, rules) => {
      const { findings: _a, ...ordered } = verdictOf(facts, now);
      const { findings: _b, ...mixed } = verdictOf(facts, now, rules);
      expect(mixed).toEqual(ordered);
    }),
    RUNS,
  );
});

test('adding a rule never allows what was blocked, and never calls sooner', () => {
  const added = fc.record({
    result: fc.constantFrom<FindingResult>('pass', 'defer', 'block', 'unknown'),
    until: fc.option(fc.integer({ min: 1, max: 3 * DAY_MS }), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      situations,
      added,
      fc.subarray([...STANDARD_RULES.rules]),
      ({ now, facts }, { result, until }, some) => {
        const end = until === undefined ? undefined : now + until;
        const rule: Rule = {
          id: 'added',
          of: 'lead',
          check: (_facts, at) => {
            const served = end !== undefined && at >= end;
            const about = { rule: 'added', phone: null, reason: 'check-failed' as const, facts: {} };
            return {
              ...about,
              result: served ? 'pass' : result,
              ...(end === undefined || served ? {} : { until: end }),
            };
          },
        };
        const before = verdictOf(facts, now, some);
        const after = verdictOf(facts, now, [...some, rule]);
        expect(ORDER[after.result]).toBeGreaterThanOrEqual(ORDER[before.result]);
        if (before.nextCallableAt !== null && after.nextCallableAt !== null) {
          expect(after.nextCallableAt).toBeGreaterThanOrEqual(before.nextCallableAt);
        }
      },
    ),
    RUNS,
  );
});

test('a lead is as strict as its strictest phone', () => {
  fc.assert(
    fc.property(situations, ({ now, facts: { dialing: _any, ...facts } }) => {
      const phones = facts.phones.map((phone) => verdictOf({ ...facts, dialing: phone.position }, now));
      const lead = verdictOf(facts, now);
      expect(ORDER[lead.result]).toBe(Math.max(...phones.map((phone) => ORDER[phone.result])));
      for (const phone of phones) {
        if (lead.nextCallableAt === null || phone.nextCallableAt === null) continue;
        expect(lead.nextCallableAt).toBeGreaterThanOrEqual(phone.nextCallableAt);
      }
    }),
    RUNS,
  );
});
