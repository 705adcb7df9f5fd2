import { expect, test } from '@jest/globals';
import { stopConsequence } from './in-words.ts';

const leads = { total: 9, waiting: 4, inCall: 1, done: 4, blocked: 0 };

test('stopping says how many are concerned', () => {
  expect(stopConsequence({ leads, liveCalls: 0 })).toBe('4 leads will not be called any more. No call is in progress.');
  expect(stopConsequence({ leads, liveCalls: 1 })).toContain('1 call in progress can come to its end or be hung up.');
});

test('what is not known is said to be unknown, and not to be none', () => {
  expect(stopConsequence(undefined)).toContain('not known');
  expect(stopConsequence(undefined)).not.toMatch(/\d|No call/);
});
