import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zoneTable } from '../../numbering/zones.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import { compileRules } from './compile-rules.ts';
import type { ScreenFacts } from './facts.ts';
import { indexRules } from './index-rules.ts';
import { week } from './jurisdictions/write.ts';
import type { Provision, Requirement } from './provision.ts';
import type { Rule, RuleSet } from './rule.ts';
import { screen } from './screen.ts';
import { aProvision, EVERY_PACK, EVERY_RULE } from './testing/compiled.ts';
import { cleared, lawfulSituations } from './testing/situations.ts';
import type { Verdict } from './verdict.ts';

const zones = zoneTable();
const RUNS = { numRuns: 1500 };
const ORDER = { allowed: 0, deferred: 1, blocked: 2 } as const;
const verdictOf = (facts: ScreenFacts, now: number, rules: RuleSet = EVERY_RULE): Verdict =>
  screen(facts, rules, now, zones);
const ruleSet = (rules: readonly Rule[]): RuleSet => ({ version: 'test', rules, index: indexRules(rules) });

test('the situations are of every kind', () => {
  const seen = new Map<string, number>();
  for (const { now, facts } of fc.sample(lawfulSituations, { numRuns: 3000, seed: 7 })) {
    const { result, findings } = verdictOf(facts, now);
    for (const key of [result, ...findings.map(({ reason }) => reason ?? 'none')])
      seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const kinds = [
    'allowed',
    'deferred',
    'blocked',
    'call-cap',
    'quiet-period',
    'no-consent',
    'calls-banned',
    'no-rules',
  ];
  const lists = ['list-expired', 'list-not-held', 'suppressed', 'check-failed', 'reassigned-number', 'outside-window'];
  expect([...kinds, ...lists].filter((kind) => (seen.get(kind) ?? 0) < 5)).toEqual([]);
});

test('the next callable time is allowed by every rule then, and is no earlier than the first', () => {
  fc.assert(
    fc.property(lawfulSituations, ({ now, facts }) => {
      const { result, nextCallableAt } = verdictOf(facts, now);
      if (result === 'blocked') expect(nextCallableAt).toBeNull();
      if (nextCallableAt === null) return;
      expect(nextCallableAt).toBeGreaterThanOrEqual(now);
      expect(verdictOf(cleared(facts, nextCallableAt), nextCallableAt).result).toBe('allowed');
    }),
    RUNS,
  );
});

test('no moment before the next callable time is allowed', () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(lawfulSituations, shares, ({ now, facts }, some) => {
      // Consent that is given, and wakes up, later is read again then: nobody waits for it.
      if (facts.consents.some(({ at }) => at > now)) return;
      const { result, nextCallableAt } = verdictOf(facts, now);
      if (result !== 'deferred' || nextCallableAt === null) return;
      const end = nextCallableAt - SECOND_MS;
      for (const moment of [...some.map((share) => now + share * (end - now)), end]) {
        if (moment - now < MINUTE_MS) continue;
        expect(verdictOf(cleared(facts, moment), moment).result).not.toBe('allowed');
      }
    }),
    RUNS,
  );
});

test('the index finds the same as asking every rule, and their order does not matter', () => {
  const shuffled = fc.shuffledSubarray([...EVERY_RULE.rules.keys()], { minLength: EVERY_RULE.rules.length });
  fc.assert(
    fc.property(lawfulSituations, shuffled, ({ now, facts }, order) => {
      const rules = order.flatMap((position) => EVERY_RULE.rules[position] ?? []);
      const { findings, rulesVersion: _named, ...indexed } = verdictOf(facts, now);
      const { findings: asked, rulesVersion: _other, ...mixed } = verdictOf(facts, now, { version: 'test', rules });
      expect(mixed).toEqual(indexed);
      const key = (finding: (typeof findings)[number]) =>
        `${finding.rule} ${finding.phone} ${JSON.stringify(finding.facts)}`;
      expect(asked.map(key).sort()).toEqual(findings.map(key).sort());
    }),
    { numRuns: 400 },
  );
});

const requirements = fc.oneof(
  fc.constantFrom<Requirement>(
    { what: 'ban' },
    { what: 'hours', byWeekday: week('10:00-16:00', { sun: null }) },
    { what: 'hours', byWeekday: week('09:00-21:00'), holidays: { table: 'us-federal', hours: null } },
    { what: 'consent', scope: 'telemarketing' },
    { what: 'list', list: 'us-federal', maxAgeDays: 5, mustHold: true },
    { what: 'reassigned', mustAsk: true },
    { what: 'quiet-after', events: ['attempt'], forMs: DAY_MS, scope: 'person' },
  ),
  fc
    .record({ most: fc.integer({ min: 0, max: 3 }), days: fc.integer({ min: 1, max: 30 }) })
    .map(({ most, days }): Requirement => ({ what: 'cap', most, perMs: days * DAY_MS, scope: 'person' })),
);
const provisions = fc
  .record({
    requires: requirements,
    from: fc.constantFrom(null, '2026-01-01', '2026-11-01'),
    until: fc.constantFrom(null, null, '2026-11-02', '2027-01-01'),
    where: fc.constantFrom({}, { states: ['US-FL'] }, { countries: ['US', 'GB'] }),
  })
  .map((change): Provision => aProvision(change));

test('adding a rule never allows what was blocked, and never calls sooner', () => {
  fc.assert(
    fc.property(
      lawfulSituations,
      provisions,
      fc.subarray([...EVERY_RULE.rules.keys()]),
      ({ now, facts }, added, few) => {
        const some = few.flatMap((position) => EVERY_RULE.rules[position] ?? []);
        const rule = compileRules({ ...EVERY_PACK, packs: [], amendments: [added] }).rules.filter(
          ({ id }) => id === added.id,
        );
        expect(rule).toHaveLength(1);
        const before = verdictOf(facts, now, ruleSet(some));
        const after = verdictOf(facts, now, ruleSet([...some, ...rule]));
        if (before.result !== 'allowed') expect(after.result).not.toBe('allowed');
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
    fc.property(lawfulSituations, ({ now, facts: { dialing: _any, ...facts } }) => {
      const phones = facts.phones.map(({ position }) => verdictOf({ ...facts, dialing: position }, now));
      const lead = verdictOf(facts, now);
      expect(ORDER[lead.result]).toBe(Math.max(...phones.map(({ result }) => ORDER[result])));
    }),
    RUNS,
  );
});
