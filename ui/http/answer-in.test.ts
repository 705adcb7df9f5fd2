import { expect, test } from '@jest/globals';
import { answerIn } from './answer-in.ts';
import { problemOf } from './problem.ts';

const problem = { type: 'about:blank', title: 'Too large', status: 413, detail: 'Split the file.', instance: '' };
const thrownBy = (status: number, body: unknown): unknown => {
  try {
    return answerIn(status, body);
  } catch (error) {
    return error;
  }
};

test('an answer is what the server said, and a refusal is thrown as it explains it', () => {
  expect(answerIn(201, { id: '7' })).toEqual({ id: '7' });
  expect(thrownBy(413, problem)).toBe(problem);
});

test.each([200, 413, 502])('a page of a proxy in the place of an answer, status %d, is told', (status) => {
  expect(problemOf(thrownBy(status, null)).detail).toContain(String(status));
});
