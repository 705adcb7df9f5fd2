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

/** The terminal report of a call that was answered; null when nobody answered. */
export function reportOf(
  ended: End,
  endedAt: number,
  facts: CallFacts & { optOut: boolean },
  transcript: Pick<Transcript, 'turns' | 'calleeTurns' | 'answeredTurns'>,
): CallReportData | null {
  if (facts.answeredAt === null) return null;
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
    answeredAt: new Date(facts.answeredAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    ...(facts.firstAudioMs !== null && { firstAudioMs: facts.firstAudioMs }),
    talkMs: endedAt - facts.answeredAt,
    turns: transcript.turns,
    optOut: facts.optOut,
    ...(facts.promise && { callback: { at: facts.promise.at } }),
    ...(ended.error !== undefined && { error: ended.error }),
  };
}
