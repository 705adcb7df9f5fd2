import { expect, test } from '@jest/globals';
import { compileRules } from '../../../domain/compliance/compile-rules.ts';
import { EVERY_PACK } from '../../../domain/compliance/testing/compiled.ts';
import { zoneTable } from '../../../numbering/zones.ts';
import { type Group, placesOutlook } from './places-outlook.ts';

const somebody = { state: null, country: null, timeZone: null, leads: 1 };
const outlook = (groups: Group[], at: string) =>
  placesOutlook(groups, {
    ...{ window: null, kind: 'informational', rules: compileRules(EVERY_PACK) },
    ...{ now: Date.parse(at), zones: zoneTable() },
  });

test.each([
  ['+44', 'Europe/London', '2026-11-20T03:00:00Z', '2026-11-20T08:00:00Z'],
  ['+1212', 'America/New_York', '2026-11-20T08:00:00Z', '2026-11-20T13:00:00Z'],
])('%s is shut at night by its own law, and says when it opens', (area, zone, at, opens) => {
  const [place] = outlook([{ ...somebody, area }], at);
  expect(place).toMatchObject({ zones: [zone], openNow: false, changesAt: Date.parse(opens) });
});

test('places with most leads come first, and numbers without an area are left out', () => {
  const groups = [
    { ...somebody, area: '+44' },
    { ...somebody, area: '+1212', leads: 7 },
    { ...somebody, area: null },
  ];
  expect(outlook(groups, '2026-11-20T15:00:00Z').map(({ leads }) => leads)).toEqual([7, 1]);
});
