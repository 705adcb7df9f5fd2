import { expect, test } from '@jest/globals';
import { DEFAULT_RETRIES } from './default-retries.ts';
import { laxerLimits, triesMore } from './laxer-limits.ts';
import type { RetryPolicy, RetryRule } from './lead-history.ts';

test('a raised cap and a shorter retention protect less; what is left out stays', () => {
  const before = { attemptsPerNumberPerDay: 3, attemptsPerLeadPerDay: 3, retentionDays: 2000 };
  expect(laxerLimits(before, {})).toEqual([]);
  expect(laxerLimits(before, { attemptsPerNumberPerDay: 2, attemptsPerLeadPerDay: 3, retentionDays: 2500 })).toEqual(
    [],
  );
  expect(laxerLimits(before, { attemptsPerNumberPerDay: 4 })).toEqual(['attemptsPerNumberPerDay']);
  expect(laxerLimits(before, { attemptsPerLeadPerDay: 9, retentionDays: 1900 })).toEqual([
    'attemptsPerLeadPerDay',
    'retentionDays',
  ]);
});

test('a plan tries more where a cap is raised, a final end is none, or an attempt no longer counts', () => {
  const busy: RetryRule = { maxAttempts: 3, delaySeconds: 600, phone: 'same', spread: 'exact', counts: true };
  const plan: RetryPolicy = { maxAttempts: 4, rules: { busy } };
  const withBusy = (change: Partial<RetryRule>): RetryPolicy => ({ ...plan, rules: { busy: { ...busy, ...change } } });
  expect(triesMore(DEFAULT_RETRIES, DEFAULT_RETRIES)).toBe(false);
  expect(triesMore(plan, { ...plan, maxAttempts: 3 })).toBe(false);
  expect(triesMore(plan, { ...plan, maxAttempts: 5 })).toBe(true);
  expect(triesMore(plan, withBusy({ maxAttempts: 4 }))).toBe(true);
  expect(triesMore(plan, withBusy({ counts: false }))).toBe(true);
  expect(triesMore(plan, withBusy({ maxAttempts: 1, counts: false }))).toBe(false);
  expect(triesMore(plan, withBusy({ delaySeconds: 60 }))).toBe(false);
  expect(triesMore(plan, { ...plan, rules: {} })).toBe(false);
  expect(triesMore({ ...plan, rules: {} }, plan)).toBe(true);
});
