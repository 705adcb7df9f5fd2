import { expect, test } from '@jest/globals';
import { keysByContent } from './keys-by-content.ts';

test('the same is sent again under its key, and what was changed before the next try under another', () => {
  const keyOf = keysByContent();
  const first = keyOf(['list', { name: 'Spring', consent: null }]);
  expect(keyOf(['list', { name: 'Spring', consent: null }])).toBe(first);
  expect(keyOf(['list', { name: 'Spring fair', consent: null }])).not.toBe(first);
  expect(keysByContent()(['list', { name: 'Spring', consent: null }])).not.toBe(first);
});
