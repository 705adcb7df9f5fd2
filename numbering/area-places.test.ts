import { expect, test } from '@jest/globals';
import { placesOfArea } from './area-places.ts';

test.each([
  ['+1850', ['America/New_York', 'America/Chicago'], ['US']],
  ['+1800', [], []],
  ['+44', ['Europe/London'], ['GB']],
  ['+999', [], []],
])('the area %s lies in %j, under the law of %j', (area, zones, countries) => {
  expect(placesOfArea(area)).toMatchObject({ zones, countries });
});
