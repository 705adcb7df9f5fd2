import { describe, expect, test } from '@jest/globals';
import { isMachineGreeting } from './spoken-signals.ts';

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
