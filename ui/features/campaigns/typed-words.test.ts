import { expect, test } from '@jest/globals';
import { changedWords, withWords } from './typed-words.ts';

const stored = { greetingMessage: 'Good day, as somebody just changed it.', systemPrompt: 'Be brief.' };

test('what somebody else changed meanwhile stays beside what was typed', () => {
  expect(withWords(stored, { disclosureMessage: 'This is an artificial voice.' })).toEqual({
    ...stored,
    disclosureMessage: 'This is an artificial voice.',
  });
});

test('a text that was emptied is left to the agents', () => {
  expect(withWords(stored, { greetingMessage: '' })).toEqual({ systemPrompt: 'Be brief.' });
});

test('what was typed back to what is stored is no change', () => {
  const typed = { greetingMessage: stored.greetingMessage, disclosureMessage: '', systemPrompt: 'Be kind.' };
  expect(changedWords(stored, typed)).toEqual({ systemPrompt: 'Be kind.' });
});
