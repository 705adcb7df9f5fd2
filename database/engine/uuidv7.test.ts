import { expect, test } from '@jest/globals';
import { uuidv7 } from './uuidv7.ts';

const AT = Date.parse('2026-11-21T15:00:00.000Z');

test('an id is a UUIDv7 of its moment', () => {
  const id = uuidv7(AT);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(AT);
});

test('ids of one millisecond sort as they were made, also while others are made for other moments', () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => {
    if (i % 3 === 0) uuidv7(AT - 5);
    return uuidv7(AT);
  });
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
