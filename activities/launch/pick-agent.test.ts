import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { pickAgent } from './pick-agent.ts';

test('agents get calls by their shares', () => {
  const agents = { a: { share: 75, free: 10 }, b: { share: 25, free: 10 } };
  const picks = Array.from({ length: 4_000 }, () => pickAgent(randomUUID(), agents));
  const share = picks.filter((pick) => pick === 'a').length / picks.length;
  expect(Math.abs(share - 0.75)).toBeLessThan(0.04);
});

test('an agent without a free lease gets none, whatever its share', () => {
  const agents = { a: { share: 1000, free: 0 }, b: { share: 1, free: 1 } };
  expect(pickAgent(randomUUID(), agents)).toBe('b');
  expect(pickAgent(randomUUID(), { a: { share: 1, free: -2 } })).toBeUndefined();
});

test('the same attempt gets the same agent, in whatever order they are listed', () => {
  const id = randomUUID();
  const one = { a: { share: 1, free: 1 }, b: { share: 1, free: 1 }, c: { share: 1, free: 1 } };
  const other = { c: one.c, b: one.b, a: one.a };
  expect(pickAgent(id, one)).toBe(pickAgent(id, other));
});
