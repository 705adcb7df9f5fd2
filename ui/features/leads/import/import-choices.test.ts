import { expect, test } from '@jest/globals';
import { chosenFor, identityOf } from './import-choices.ts';

const spring = { name: 'leads.csv', size: 120, lastModified: 1 };
const nothing = { agreed: '' };

test('a consent that was typed for one file is evidence for no other', () => {
  const kept = { file: identityOf(spring), agreed: 'telemarketing' };
  expect(chosenFor(kept, identityOf({ ...spring }), nothing).agreed).toBe('telemarketing');
  expect(chosenFor(kept, identityOf({ ...spring, lastModified: 2 }), nothing)).toBe(nothing);
});
