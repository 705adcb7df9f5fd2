import { describe, expect, test } from '@jest/globals';
import { isMachineGreeting, refusesCalls } from './spoken-signals.ts';

describe('words that refuse further calls', () => {
  test.each([
    'Stop calling me.',
    'Please don’t call me again'.replace('’', "'"),
    'Do not call this number any more.',
    'Take me off your list',
    'Can you remove my number from the list?',
    'Put me on your do-not-call list.',
    'Never contact us.',
  ])('"%s"', (words) => expect(refusesCalls(words)).toBe(true));

  test.each([
    'I could not stop laughing.',
    'Call me tomorrow.',
    'Why are you calling me?',
    'I have a list of questions.',
  ])('not "%s"', (words) => expect(refusesCalls(words)).toBe(false));
});

describe('greetings of machines', () => {
  test.each([
    'Please leave a message after the tone.',
    'You have reached my voicemail.',
    'Leave your name and number at the beep.',
    'The mailbox is full.',
  ])('"%s"', (words) => expect(isMachineGreeting(words)).toBe(true));

  test.each(['Hello, this is Ada.', 'I got your message yesterday.', 'Who is this?'])('not "%s"', (words) =>
    expect(isMachineGreeting(words)).toBe(false),
  );
});
