import { expect, test } from '@jest/globals';
import { placesAtHand } from './at-hand.ts';

test('the palette offers the parts of the agent or campaign in sight, and of nothing else', () => {
  const labels = (path: string) => placesAtHand(path).map(({ label }) => label);
  expect(labels('/agents/a1/talk')).toContain('This agent › Voice');
  expect(labels('/campaigns/c1')).toContain('This campaign › Where and when');
  expect(placesAtHand('/campaigns/c1').at(-1)?.go).toEqual({ to: '/compliance/ledger', search: { campaign: 'c1' } });
  for (const path of ['/', '/agents', '/campaigns/new', '/calls/x1']) expect(labels(path)).toEqual([]);
});
