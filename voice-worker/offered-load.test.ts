import { expect, test } from '@jest/globals';
import { FULL, offeredLoad } from './offered-load.ts';

/** What LiveKit's server takes for too much. */
const TARGET_LOAD = 0.7;
const slots = { accepting: true, active: 0, capacity: 6 };

test.each([0, 3, 5, 6])('a worker with %s of six calls is still offered jobs', (active) => {
  expect(offeredLoad({ ...slots, active })).toBeLessThan(TARGET_LOAD);
});

test('the busier of two workers is offered fewer', () => {
  expect(offeredLoad({ ...slots, active: 4 })).toBeGreaterThan(offeredLoad({ ...slots, active: 2 }));
});

test('a worker that takes no more calls is full', () => {
  expect(offeredLoad({ ...slots, accepting: false })).toBe(FULL);
});
