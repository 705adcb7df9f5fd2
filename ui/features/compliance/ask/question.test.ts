import { expect, test } from '@jest/globals';
import { addressOf, questionOf } from './question.ts';

test('an address without a number asks nothing', () => {
  expect(questionOf({ state: 'FL', kind: 'debt' })).toBeNull();
});

test('what the address leaves out is left to the server', () => {
  expect(questionOf({ phone: '(305) 555-0142' })).toEqual({ phone: '(305) 555-0142' });
});

test('a moment of the viewer is asked as an instant, and one that is none as now', () => {
  const at = '2026-11-24T10:00';
  expect(questionOf({ phone: '+13055550142', at })).toEqual({
    phone: '+13055550142',
    at: new Date(Date.parse(at)).toISOString(),
  });
  expect(questionOf({ phone: '+13055550142', at: 'noon' })).toEqual({ phone: '+13055550142' });
});

test('where somebody lives and which debt it is are asked too', () => {
  expect(questionOf({ phone: '+13055550142', code: '33101', kind: 'debt', debt: '1204' })).toEqual({
    phone: '+13055550142',
    kind: 'debt',
    debtId: '1204',
    address: { postalCode: '33101' },
  });
});

test('an address that was made of a question asks the same question', () => {
  const question = {
    ...{ phone: '+13055550142', kind: 'debt' as const, campaignId: 'c1', debtId: '1204' },
    ...{ address: { state: 'FL', postalCode: '33101' }, at: '2026-11-24T15:00:00.000Z' },
  };
  expect(questionOf(addressOf(question))).toEqual(question);
  expect(questionOf(addressOf({ phone: '+13055550142' }))).toEqual({ phone: '+13055550142' });
});
