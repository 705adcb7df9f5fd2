import { expect, test } from '@jest/globals';
import { HOLIDAY_TABLES } from '../holidays/tables.ts';
import { ruleOf } from '../provisions/rule-of.ts';
import { EVERY_RULE } from '../testing/compiled.ts';
import { LAW_PACKS, PACK_NAMES } from './packs.ts';

const ALL = LAW_PACKS.flatMap(({ provisions }) => provisions);

test('there is a pack for each name', () => {
  expect(LAW_PACKS.map(({ name }) => name)).toEqual([...PACK_NAMES]);
});

test('every provision has a name of its own, a title and a citation, and can be read', () => {
  expect(EVERY_RULE.problems).toEqual([]);
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  for (const provision of ALL) {
    expect(provision.id).toMatch(/^[a-z-]+\.[a-z-]+$/);
    expect(provision.title.length).toBeGreaterThan(10);
    expect(provision.citation.length).toBeGreaterThan(5);
    expect(() => ruleOf(provision, [])).not.toThrow();
    if (provision.requires.what === 'hours' && provision.requires.holidays) {
      expect(Object.keys(HOLIDAY_TABLES)).toContain(provision.requires.holidays.table);
    }
  }
});

test('what was not verified is marked, and some of it is', () => {
  const unverified = ALL.filter(({ confidence }) => confidence === 'unverified').map(({ id }) => id);
  expect(unverified).toEqual(expect.arrayContaining(['us-pa.hours', 'us-il.hours', 'us-ne.hours', 'ca.abandonment']));
});

test('every country of a pack has hours for every kind of call', () => {
  for (const { covers } of LAW_PACKS) {
    for (const country of covers) {
      for (const kind of ['telemarketing', 'informational', 'debt'] as const) {
        const hours = ALL.filter(
          ({ requires, where, appliesTo }) =>
            requires.what === 'hours' &&
            where.countries?.includes(country) &&
            (appliesTo.kinds?.includes(kind) ?? true) &&
            appliesTo.automatedVoice === undefined,
        );
        expect(hours.length).toBeGreaterThan(0);
      }
    }
  }
});
