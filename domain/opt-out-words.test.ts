import { expect, test } from '@jest/globals';
import { refusesInWriting } from './opt-out-words.ts';

test.each([
  ...['STOP', 'stop.', ' Stop ', 'QUIT', 'End', 'REVOKE', 'Opt out', 'opt-out', 'CANCEL', 'unsubscribe', 'StopAll'],
  ...['please stop', 'Stop calling me!', 'Do not call me again', 'don’t call me', 'Remove my number from your list'],
  ...['I am opting out', 'No more calls', 'Put me on your do-not-call list'],
])('%p refuses further calls', (text) => {
  expect(refusesInWriting(text)).toBe(true);
});

test.each([
  ...['', 'Yes', 'Thanks, call me on Monday', 'When does it end?', 'I will cancel my appointment', 'Do not worry'],
  ...['Stop by at noon', 'The bus stop'],
])('%p does not', (text) => {
  expect(refusesInWriting(text)).toBe(false);
});
