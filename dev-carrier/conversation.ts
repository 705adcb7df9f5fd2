import { trimSilence } from '../speech/pcm.ts';
import type { Flite, FliteVoice } from '../speech/flite.ts';
import type { Callee } from './callee.ts';
import type { Heard } from './contract.ts';
import type { Step } from './personas.ts';
import { waited } from './wait.ts';

/** The agent counts as having finished after so much quiet. */
const QUIET_MS = 800;
const POLL_MS = 20;

export type ConversationDeps = {
  callee: Callee;
  flite: Flite;
  voice: FliteVoice;
  /** Local time of the callee so many minutes from now, as it is said: "10:42 a.m.". */
  localTimeIn: (minutes: number) => string;
  /** When each of the callee's turns ended; grows as the conversation goes on. */
  turnEnds: number[];
  /** Aborts when the call is over from outside. */
  over: AbortSignal;
};

/** Plays a callee's script. Resolves when the script or the call is over. */
export async function converse(script: readonly Step[], answeredAt: number, deps: ConversationDeps): Promise<void> {
  const { callee, over } = deps;
  let since = answeredAt;
  const speak = async (words: string) => {
    const pcm = trimSilence(await deps.flite.speak(words, deps.voice));
    since = await callee.say(pcm, words);
    deps.turnEnds.push(since);
  };
  for (const step of script) {
    if (over.aborted) break;
    if (step.do === 'listen') await until(() => callee.ears.finishedAfter(since, QUIET_MS), step.atMostMs, over);
    else if (step.do === 'cut-in') {
      await until(() => callee.ears.onsetAfter(since) !== null || callee.ears.lastHeardAt > since, 10_000, over);
      await waited(step.afterMs, over);
    } else if (step.do === 'say') await speak(step.words);
    else if (step.do === 'ask-callback') await speak(step.words(deps.localTimeIn(step.inMinutes)));
    else if (step.do === 'wait') await waited(step.ms, over);
    else break;
  }
}

/** What the callee heard, measured at its own ear. */
export function witness(callee: Callee, answeredAt: number, turnEnds: readonly number[]): Heard {
  const first = callee.ears.firstHeardAt;
  return {
    firstAudioMs: first === null ? null : first - answeredAt,
    beforeAnswer: first !== null && first < answeredAt,
    replyMs: turnEnds.flatMap((end) => {
      const onset = callee.ears.onsetAfter(end);
      return onset === null ? [] : [Math.round(onset - end)];
    }),
  };
}

async function until(condition: () => boolean, atMostMs: number, over: AbortSignal): Promise<void> {
  const deadline = Date.now() + atMostMs;
  while (!condition() && Date.now() < deadline) if ((await waited(POLL_MS, over)) === 'cut') return;
}
