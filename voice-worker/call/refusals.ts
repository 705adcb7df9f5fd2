import type { OptOut } from './opt-out.ts';

/**
 * What a callee's refusal brings about, whichever way it comes: the number is listed first, then it is confirmed. An agent
 * with the tool for it confirms in its own words; one without knows of no refusal and would talk on, so its call ends as
 * after the key.
 */
export function listenToRefusals(of: {
  optOut: Pick<OptOut, 'record'>;
  hasTool: boolean;
  /** Says the last words and ends the call. */
  leave: (words: string) => Promise<void>;
  phrases: { optedOut: string; optOutLater: string };
}) {
  const refuse = async (words: string, by: 'spoken' | 'key-press') => {
    const recorded = await of.optOut.record(words, by);
    await of.leave(recorded ? of.phrases.optedOut : of.phrases.optOutLater);
  };
  return {
    async spoken(words: string): Promise<void> {
      if (of.hasTool) await of.optOut.record(words);
      else await refuse(words, 'spoken');
    },
    pressed: (key: string) => refuse(`pressed ${key}`, 'key-press'),
  };
}
