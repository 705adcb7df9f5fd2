import { describe, expect, test } from '@jest/globals';
import { messageOf } from './message.ts';
import { openingOf } from './opening.ts';

const ALL = ['identity', 'ai', 'opt-out', 'recording'].map((key) => ({ key, on: 'answer' })) as Parameters<
  typeof openingOf
>[0]['due'];
const greeting =
  'Hello Maria, this is Ava, an automated assistant calling for Harbour Lane. You asked us for an offer. Is this a good moment?';
const opening = (change: Partial<Parameters<typeof openingOf>[0]> = {}) =>
  openingOf({ due: ALL, disclosure: null, greeting, language: 'en-US', optOutKey: '9', ...change });

describe('the opening', () => {
  test('says who calls, then how to opt out, then that it may be recorded, then the rest', () => {
    expect(opening()).toEqual([
      {
        words: 'Hello Maria, this is Ava, an automated assistant calling for Harbour Lane.',
        keys: ['identity', 'ai'],
        required: true,
      },
      { words: 'To stop these calls, press 9 or say so at any time.', keys: ['opt-out'], required: true },
      { words: 'This call may be recorded.', keys: ['recording'], required: true },
      { words: 'You asked us for an offer. Is this a good moment?', keys: [], required: false },
    ]);
  });

  test('begins with the words that somebody chose', () => {
    const [first, second] = opening({ disclosure: 'A robot of Acme.', greeting: 'Hello.' });
    expect([first?.words, second?.keys]).toEqual(['A robot of Acme.', ['opt-out']]);
  });

  test('says only what is due, and a message’s duties are none of an answer’s', () => {
    const due = [{ key: 'opt-out', on: 'voicemail' }] as typeof ALL;
    expect(opening({ due }).map(({ keys }) => keys)).toEqual([[], []]);
  });

  test.each([
    ['es-MX', 'pulse 9'],
    ['fr', 'appuyez sur 9'],
    ['de-AT', 'drücken Sie die 9'],
    ['fi', 'press 9'],
  ])('speaks %s', (language, words) => {
    expect(opening({ language })[1]?.words).toContain(words);
  });
});

describe('a message', () => {
  const due = [
    { key: 'toll-free-number', on: 'voicemail' },
    { key: 'opt-out', on: 'answer' },
  ] as typeof ALL;
  const message = (change: Partial<Parameters<typeof messageOf>[0]> = {}) =>
    messageOf({ due, callerName: 'Acme', tollFreeNumber: '+18005550199', language: 'en-US', ...change });

  test('says who called, and the number to refuse on digit by digit', () => {
    expect(message()).toEqual([
      { words: 'This is an automated assistant calling for Acme.', keys: ['identity', 'ai'], required: true },
      {
        words: 'To stop these calls, call 8 0 0, 5 5 5, 0 1 9 9, free of charge, at any time.',
        keys: ['toll-free-number'],
        required: true,
      },
      { words: 'We are sorry to have missed you.', keys: [], required: true },
    ]);
  });

  test('is not left where a number is due and there is none', () => {
    expect(message({ tollFreeNumber: null })).toEqual([]);
    expect(message({ tollFreeNumber: null, due: [] }).map(({ keys }) => keys)).toEqual([['identity', 'ai'], []]);
  });
});
