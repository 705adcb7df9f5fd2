import { expect, test } from '@jest/globals';
import { typedNumber } from './typed-number.ts';

test('every step of typing a decimal is the number that stands there', () => {
  expect(['0', '0.', 0.5, '0.50', '12.', '05'].map(typedNumber)).toEqual([0, 0, 0.5, 0.5, 12, 5]);
});

test('nothing, and a sign alone, are no number', () => {
  expect(['', '-', '.'].map(typedNumber)).toEqual([null, null, null]);
});
