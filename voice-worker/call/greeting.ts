import type { tts, voice } from '@livekit/agents';
import type { Logger } from 'pino';
import { type Prepared, streamOf, synthesise } from './speech-audio.ts';

/** One thing said at the start. What law or tenant require to be said is not interrupted. */
export type OpeningPart = { words: string; required: boolean; keys: readonly string[] };

const SYNTHESIS_TIMEOUT_MS = 8_000;

/**
 * What is said first: the words that the law asks for in their order, else identification and disclosure, then the
 * greeting. Empty parts are left out.
 */
export function openingParts(of: {
  opening: readonly OpeningPart[];
  disclosure: string | null;
  greeting: string;
}): OpeningPart[] {
  const parts =
    of.opening.length > 0
      ? of.opening
      : [
          { words: of.disclosure ?? '', required: true, keys: [] },
          { words: of.greeting, required: false, keys: [] },
        ];
  return parts.map((part) => ({ ...part, words: part.words.trim() })).filter(({ words }) => words !== '');
}

/**
 * Synthesises the opening while the phone rings. A part whose synthesis fails is spoken the ordinary way later, where
 * the session's own error handling applies.
 */
export function prepareOpening(
  parts: readonly OpeningPart[],
  speaker: tts.TTS,
  log: Logger,
): Promise<(Prepared | null)[]> {
  return Promise.all(
    parts.map(({ words }) =>
      synthesise(speaker, words, SYNTHESIS_TIMEOUT_MS).catch((error: unknown) => {
        log.warn({ err: error }, 'the greeting could not be prepared; it is spoken without');
        return null;
      }),
    ),
  );
}

/** Speaks the opening. Resolves when it was said or interrupted; `said` is told of each part as it ends. */
export async function speakOpening(
  session: voice.AgentSession,
  parts: readonly OpeningPart[],
  prepared: readonly (Prepared | null)[],
  said: (part: OpeningPart, whole: boolean) => void,
): Promise<void> {
  const handles = parts.map(({ words, required }, index) => {
    const speech = prepared[index];
    return session.say(words, {
      ...(speech && { audio: streamOf(speech) }),
      ...(required && { allowInterruptions: false }),
    });
  });
  for (const [index, handle] of handles.entries()) {
    await handle.waitForPlayout();
    const part = parts[index];
    if (part) said(part, !handle.interrupted);
  }
}
