import { describe, expect, test } from '@jest/globals';
import { type ConversationFacts, outcomeOf } from './outcome.ts';

const facts = (about: Partial<ConversationFacts> = {}): ConversationFacts => ({
  endReason: 'agent-ended',
  declared: null,
  optOut: false,
  callbackPromised: false,
  calleeTurns: 2,
  answeredTurns: 2,
  ...about,
});

describe('the disposition of an answered call', () => {
  test.each<[string, Partial<ConversationFacts>, string]>([
    ['an agent that finished', { declared: 'finished' }, 'completed'],
    ['a refusal', { optOut: true }, 'opted-out'],
    ['a refusal, then a broken line', { optOut: true, endReason: 'callee-hung-up' }, 'opted-out'],
    ['a refusal, then a failed provider', { optOut: true, endReason: 'provider-failed' }, 'opted-out'],
    ['a promised call back', { callbackPromised: true }, 'callback-requested'],
    [
      'a promised call back, then a hang-up',
      { callbackPromised: true, endReason: 'callee-hung-up' },
      'callback-requested',
    ],
    ['a refusal after a promised call back', { callbackPromised: true, optOut: true }, 'opted-out'],
    ['a wish for a person', { declared: 'human_requested' }, 'human-requested'],
    ['a machine heard by its words', { endReason: 'voicemail' }, 'voicemail'],
    ['a machine told by the model', { declared: 'voicemail' }, 'voicemail'],
    ['a failed provider', { endReason: 'provider-failed' }, 'agent-failed'],
    ['a worker that died', { endReason: 'agent-lost' }, 'agent-failed'],
    ['nobody saying anything', { endReason: 'silence', calleeTurns: 0, answeredTurns: 0 }, 'silent'],
    ['somebody falling silent early', { endReason: 'silence', calleeTurns: 1, answeredTurns: 1 }, 'callee-hung-up'],
    [
      'a hang-up during the greeting',
      { endReason: 'callee-hung-up', calleeTurns: 0, answeredTurns: 0 },
      'callee-hung-up',
    ],
    ['a hang-up after a conversation', { endReason: 'callee-hung-up' }, 'completed'],
    ['the longest time reached', { endReason: 'max-duration' }, 'completed'],
    ['a room deleted early on', { endReason: 'fenced', answeredTurns: 0 }, 'callee-hung-up'],
  ])('%s', (_what, about, outcome) => {
    expect(outcomeOf(facts(about))).toBe(outcome);
  });
});
