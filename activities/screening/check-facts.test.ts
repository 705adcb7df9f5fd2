import { expect, test } from '@jest/globals';
import type { HistoryFact } from '../../domain/compliance/facts.ts';
import type { E164 } from '../../domain/ids.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { factsOfQuestion, type Question } from './check-facts.ts';
import type { NumberFacts } from './number-facts.ts';

const NUMBER = '+12125550142' as E164;
const AT = Date.parse('2026-11-24T17:00:00Z');

const dialled = (at: number): HistoryFact => ({
  ...{ at, event: 'attempt', outcome: 'no-answer', phone: 0, subject: null, debtId: null },
});
const STORED: NumberFacts = {
  ...{ hmac: Buffer.alloc(32), lists: [], numberType: null, inAnotherCall: true, persons: [] },
  reassigned: () => ({ state: 'not-asked', asOf: null }),
  history: [dialled(AT - HOUR_MS), dialled(AT + HOUR_MS)],
};

function factsAbout(question: Partial<Question>) {
  const nothing = { kind: undefined, automatedVoice: undefined, numberType: undefined, consents: undefined };
  const whole: Question = {
    ...{ phones: [NUMBER], at: AT, isNow: false, address: {}, subject: null, debtId: null, window: null, lists: [] },
    ...nothing,
    history: undefined,
    ...question,
  };
  const [facts] = factsOfQuestion(whole, new Map([[NUMBER, STORED]]), { campaign: null, demonstrationClock: false });
  return facts;
}

test('a question about another moment leaves out the call of this one, and what came after an earlier one', () => {
  expect(factsAbout({})).toMatchObject({
    phones: [{ inAnotherCall: false, attemptsAt: [AT - HOUR_MS] }],
    history: [dialled(AT - HOUR_MS)],
  });
  expect(factsAbout({ history: [dialled(AT + 1)] })).toMatchObject({ history: [] });
});

test('a question about now counts both: clocks of several machines differ', () => {
  expect(factsAbout({ isNow: true })).toMatchObject({ phones: [{ inAnotherCall: true }], history: STORED.history });
});
