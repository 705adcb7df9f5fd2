import { expect, test } from '@jest/globals';
import { cpuMsOf } from '../../testing/cpu-time.ts';
import { countTokens } from './count-tokens.ts';

test('a text is counted as the tokenizer splits it', () => {
  expect(countTokens('')).toEqual({ tokens: 0, exact: true });
  expect(countTokens('Hello there')).toEqual({ tokens: 2, exact: true });
  expect(countTokens('You call {{lead.firstName}} about the roof survey.').tokens).toBeGreaterThan(9);
});

test.each([
  ['letters', 'a'.repeat(100_000)],
  ['blanks', ' '.repeat(100_000)],
  ['words without spaces', '你好'.repeat(50_000)],
  ['signs', '=-'.repeat(50_000)],
])('a hundred thousand %s hold nobody up', (_name, text) => {
  const spent = cpuMsOf(() => expect(countTokens(text)).toMatchObject({ exact: false }));
  expect(spent).toBeLessThan(3_000);
});

test('special tokens in a prompt are plain text', () => {
  expect(countTokens('<|endoftext|>').tokens).toBeGreaterThan(0);
});
