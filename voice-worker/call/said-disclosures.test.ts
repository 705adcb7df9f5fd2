import { expect, test } from '@jest/globals';
import { SaidDisclosures } from './said-disclosures.ts';

test('each part begins where the one before it ended, the first with the first audio', () => {
  let now = 0;
  const said = new SaidDisclosures(() => now);
  now = 2_100;
  said.note({ words: 'Who calls.', keys: ['identity', 'ai'], required: true }, true);
  now = 5_400;
  said.note({ words: 'How to stop it.', keys: ['opt-out'], required: true }, false);
  said.note({ words: 'Hello.', keys: [], required: false }, true);
  expect(said.report(120)).toEqual({
    on: 'answer',
    said: [
      { key: 'identity', startedMs: 120, endedMs: 2_100, whole: true },
      { key: 'ai', startedMs: 120, endedMs: 2_100, whole: true },
      { key: 'opt-out', startedMs: 2_100, endedMs: 5_400, whole: false },
    ],
  });
});

test('where nothing was due there is nothing to report', () => {
  const said = new SaidDisclosures(() => 0);
  said.note({ words: 'Hello.', keys: [], required: false }, true);
  expect(said.report(null)).toBeNull();
});
