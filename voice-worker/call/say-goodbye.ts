import type { voice } from '@livekit/agents';
import type { CallEnd } from './call-end.ts';

/** A voice that fails must not keep a call up that was refused. */
const LONGEST_GOODBYE_MS = 6_000;

/** Says the last words, whatever was being said, and ends the call as one that was refused. Once. */
export function lastWords(session: Pick<voice.AgentSession, 'interrupt' | 'say'>, end: Pick<CallEnd, 'ask' | 'asked'>) {
  let begun = false;
  return async (words: string): Promise<void> => {
    if (begun || end.asked) return;
    begun = true;
    const limit = setTimeout(() => end.ask('opted-out'), LONGEST_GOODBYE_MS);
    try {
      session.interrupt({ force: true });
      await session.say(words, { allowInterruptions: false }).waitForPlayout();
    } catch {
      // What could not be said must not keep the line.
    }
    clearTimeout(limit);
    end.ask('opted-out');
  };
}
