import { expect, test } from '@jest/globals';
import type { Agent } from '../../api-client/types.gen.ts';
import { clashes, type Draft, fieldsOf, rebased, underneath, withField } from './draft.ts';

const stored = { version: 3, name: 'Sales', systemPrompt: 'Sell.', temperature: null } as Agent;
const none: Draft = { version: 3, values: {}, before: {} };

test('what is typed is a change until it is typed back', () => {
  const typed = withField(none, stored, 'systemPrompt', 'Sell lamps.');
  expect(fieldsOf(typed)).toEqual(['systemPrompt']);
  expect(fieldsOf(withField(typed, stored, 'systemPrompt', 'Sell.'))).toEqual([]);
});

test('somebody else’s change of another field is no clash, of the same field it is', () => {
  const typed = withField(none, stored, 'systemPrompt', 'Sell lamps.');
  const renamed = { ...stored, version: 4, name: 'Lamps' };
  expect(clashes(typed, renamed)).toEqual([]);
  const rewritten = { ...stored, version: 4, systemPrompt: 'Sell chairs.' };
  expect(clashes(typed, rewritten)).toEqual([
    { field: 'systemPrompt', before: 'Sell.', theirs: 'Sell chairs.', mine: 'Sell lamps.' },
  ]);
});

test('a draft on a newer version keeps what was typed and forgets what is the same by now', () => {
  const typed = withField(withField(none, stored, 'systemPrompt', 'Sell lamps.'), stored, 'name', 'Lamps');
  const newer = { ...stored, version: 5, name: 'Lamps' };
  expect(rebased(typed, newer)).toEqual({
    version: 5,
    values: { systemPrompt: 'Sell lamps.' },
    before: { systemPrompt: 'Sell.' },
  });
});

test('what was put away comes back under what was typed since', () => {
  const older = withField(withField(none, stored, 'systemPrompt', 'Sell lamps.'), stored, 'name', 'Lamps');
  const newer = withField({ ...none, version: 4 }, { ...stored, version: 4 }, 'systemPrompt', 'Sell chairs.');
  expect(underneath(newer, older)).toEqual({
    version: 3,
    values: { name: 'Lamps', systemPrompt: 'Sell chairs.' },
    before: { name: 'Sales', systemPrompt: 'Sell.' },
  });
});
