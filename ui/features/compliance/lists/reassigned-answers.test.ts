import { expect, test } from '@jest/globals';
import { answersIn } from './reassigned-answers.ts';

test('a line is a number, the day of consent and, where it differs, the answer', () => {
  expect(
    answersIn('+1 617 555 0142, 2026-01-05\n\n6175550143;2026-02-01;NO\n6175550144\t2026-02-01\tno data\n', 'yes'),
  ).toEqual({
    answers: [
      { phone: '+1 617 555 0142', consentAt: '2026-01-05T00:00:00.000Z', answer: 'yes' },
      { phone: '6175550143', consentAt: '2026-02-01T00:00:00.000Z', answer: 'no' },
      { phone: '6175550144', consentAt: '2026-02-01T00:00:00.000Z', answer: 'unknown' },
    ],
    bad: [],
  });
});

test('a line without a number or a day, or with another answer, is named and not guessed', () => {
  expect(answersIn('number, day\n6175550142, 5 January\n6175550142, 2026-01-05, perhaps', 'no')).toEqual({
    answers: [],
    bad: [1, 2, 3],
  });
});
