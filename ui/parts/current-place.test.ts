import { expect, test } from '@jest/globals';
import { currentPlace } from './current-place.ts';

const PLACES = ['/compliance', '/compliance/ask', '/compliance/lists'];

test.each([
  ['/compliance', '/compliance'],
  ['/compliance/ask', '/compliance/ask'],
  ['/compliance/ask/many', '/compliance/ask'],
  ['/compliance/asking', undefined],
  ['/compliance/verify', undefined],
])('%s is in %s', (path, place) => {
  expect(currentPlace(path, PLACES)).toBe(place);
});
