import type { CallEndReason, Disposition } from '../../domain/vocabulary.ts';

/** What happened in a conversation, as far as its disposition depends on it. */
export type ConversationFacts = {
  endReason: CallEndReason;
  /** How the agent said that it ended: it may have understood more than the rules here. */
  declared: 'finished' | 'voicemail' | 'human_requested' | null;
  optOut: boolean;
  callbackPromised: boolean;
  /** Finished turns of the callee. */
  calleeTurns: number;
  /** Turns of the callee that the agent answered aloud. */
  answeredTurns: number;
};

/** A callee who leaves after so many answered turns has had the conversation; before, hung up early. */
const TURNS_OF_A_CONVERSATION = 2;

/**
 * The disposition of an answered call. What the callee asked for outweighs how the call ended: a refusal heard counts
 * even if the line broke a second later.
 */
export function outcomeOf(facts: ConversationFacts): Disposition {
  // Said or pressed here, or refused elsewhere while they talked.
  if (facts.optOut || facts.endReason === 'opted-out') return 'opted-out';
  if (facts.callbackPromised) return 'callback-requested';
  if (facts.declared === 'human_requested') return 'human-requested';
  if (facts.declared === 'voicemail' || facts.endReason === 'voicemail') return 'voicemail';
  if (facts.endReason === 'provider-failed' || facts.endReason === 'agent-lost') return 'agent-failed';
  if (facts.endReason === 'silence' && facts.calleeTurns === 0) return 'silent';
  if (facts.endReason === 'agent-ended') return 'completed';
  return facts.answeredTurns >= TURNS_OF_A_CONVERSATION ? 'completed' : 'callee-hung-up';
}
