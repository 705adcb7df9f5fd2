import { expect, test } from '@jest/globals';
import { zonesOfArea } from './area-places.ts';

test.each([
  ['+1850', ['America/New_York', 'America/Chicago']],
  ['+1800', []],
  ['+44', ['Europe/London']],
  ['+999', []],
])('the area %s lies in %j', (area, zones) => {
  expect(zonesOfArea(area)).toEqual(zones);
});
