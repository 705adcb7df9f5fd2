import type { CallEndReason } from '../../domain/vocabulary.ts';
import type { CallbackPromise } from '../contract.ts';
import type { CallReportData } from '../reports/spool.ts';
import type { Declared } from '../tools/end-call.ts';
import type { End } from './call-end.ts';
import { outcomeOf } from './outcome.ts';
import type { Transcript } from './transcript.ts';

/** What is noted while a call goes on, for its report. Times in milliseconds since the epoch. */
export type CallFacts = {
  answeredAt: number | null;
  /** Answer to first agent audio, milliseconds. */
  firstAudioMs: number | null;
  declared: Declared | null;
  promise: CallbackPromise | null;
};

export const noFacts = (): CallFacts => ({ answeredAt: null, firstAudioMs: null, declared: null, promise: null });

/** Ends that are our own failure: the workflow must hear of them even before an answer was seen. */
const OUR_FAILURES: ReadonlySet<CallEndReason> = new Set(['agent-lost', 'provider-failed']);

/**
 * The terminal report of a conversation; null where there was none: nobody answered, and the dial itself says so. A line
 * that breaks at the very answer is reported too, or the workflow would wait for a conversation that nobody holds.
 */
export function reportOf(
  ended: End,
  endedAt: number,
  facts: CallFacts & { optOut: boolean },
  transcript: Pick<Transcript, 'turns' | 'calleeTurns' | 'answeredTurns'>,
): CallReportData | null {
  if (facts.answeredAt === null && !OUR_FAILURES.has(ended.reason)) return null;
  const endReason: CallEndReason = facts.optOut && ended.reason === 'agent-ended' ? 'opted-out' : ended.reason;
  return {
    outcome: outcomeOf({
      endReason,
      declared: facts.declared,
      optOut: facts.optOut,
      callbackPromised: facts.promise !== null,
      calleeTurns: transcript.calleeTurns,
      answeredTurns: transcript.answeredTurns,
    }),
    endReason,
    ...(facts.answeredAt !== null && { answeredAt: new Date(facts.answeredAt).toISOString() }),
    endedAt: new Date(endedAt).toISOString(),
    ...(facts.firstAudioMs !== null && { firstAudioMs: facts.firstAudioMs }),
    talkMs: facts.answeredAt === null ? 0 : endedAt - facts.answeredAt,
    turns: transcript.turns,
    optOut: facts.optOut,
    ...(facts.promise && { callback: { at: facts.promise.at } }),
    ...(ended.error !== undefined && { error: ended.error }),
  };
}
