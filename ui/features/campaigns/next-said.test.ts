import { expect, test } from '@jest/globals';
import { nextSaid } from './next-said.ts';

const AT = '2026-11-21T15:04:05.000Z';

test.each([
  ['waiting for 08:00 in 2 time zones; 4 leads left; next at 17:30 UTC', '2026-11-21T17:30:00.000Z', ''],
  [
    '4 leads left; next at 2026-11-23 00:05 UTC; demonstration clock',
    '2026-11-23T00:05:00.000Z',
    '; demonstration clock',
  ],
])('the hour in UTC of a campaign’s sentence is found: %s', (details, instant, after) => {
  const said = nextSaid(details, AT);
  expect(said).toMatchObject({ instant, after });
  expect(said?.before).toMatch(/next at $/);
});

test('a sentence without an hour stays as it is', () => {
  expect(nextSaid('paused; 4 leads left', AT)).toBeNull();
});
