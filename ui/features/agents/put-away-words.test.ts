import { expect, test } from '@jest/globals';
import { usersInWords } from './put-away-words.ts';

const spring = { name: 'Spring', status: 'running' as const, agents: [{ agentId: 'a1', share: 100 }] };

test('who would be without the agent is told in numbers', () => {
  expect(usersInWords('a1', { items: [spring], nextCursor: null }, null)).toMatch(
    /^1 campaign has it, 1 of them running/,
  );
  expect(usersInWords('a2', { items: [spring], nextCursor: null }, null)).toBe('No campaign has it.');
});

test('nothing is said of campaigns that were not looked at', () => {
  expect(usersInWords('a1', { items: [spring], nextCursor: 'more' }, null)).toMatch(/^At least 1 campaign/);
  expect(usersInWords('a2', { items: [spring], nextCursor: 'more' }, null)).toContain('not looked at');
  expect(usersInWords('a1', undefined, new Error('away'))).toContain('could not be read');
  expect(usersInWords('a1', undefined, null)).toMatch(/^Looking/);
});
