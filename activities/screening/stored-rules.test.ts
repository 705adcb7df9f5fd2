import { expect, test } from '@jest/globals';
import { DEFAULT_RETRIES } from '../../domain/default-retries.ts';
import { windowOf } from './campaign-window.ts';
import { retryPolicyOf } from './retry-policy-of.ts';

test('an empty window is none, a readable one is itself', () => {
  expect(windowOf({})).toBeNull();
  const window = { days: ['mon'], start: '09:00', end: '17:00', zone: 'lead' };
  expect(windowOf(window)).toEqual(window);
});

test.each([{ start: '9', end: '17:00' }, { days: ['monday'], start: '09:00', end: '17:00' }, { end: '17:00' }])(
  'a window that cannot be read is never open (%j)',
  (column) => {
    expect(windowOf(column)).toMatchObject({ days: [] });
  },
);

test('retries leave out what stays as usual, change single fields, and end a disposition with null', () => {
  const policy = retryPolicyOf({ maxAttempts: 2, rules: { busy: { delaySeconds: 8 }, voicemail: null } });
  expect(policy.maxAttempts).toBe(2);
  expect(policy.rules.busy).toEqual({ ...DEFAULT_RETRIES.rules.busy, delaySeconds: 8 });
  expect(policy.rules.voicemail).toBeUndefined();
  expect(policy.rules['no-answer']).toEqual(DEFAULT_RETRIES.rules['no-answer']);
});

test('retries that cannot be read are the usual ones', () => {
  expect(retryPolicyOf({ maxAttempts: 'many' })).toEqual(DEFAULT_RETRIES);
  expect(retryPolicyOf({})).toEqual(DEFAULT_RETRIES);
});
