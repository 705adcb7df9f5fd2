import type { tts, voice } from '@livekit/agents';
import type { Logger } from 'pino';
import { type Prepared, streamOf, synthesise } from './speech-audio.ts';

/** One thing said at the start. What law or tenant require to be said is not interrupted. */
export type OpeningPart = { words: string; required: boolean };

const SYNTHESIS_TIMEOUT_MS = 8_000;

/** What is said first: identification and disclosure, then the greeting. Empty parts are left out. */
export function openingParts(of: { disclosure: string | null; greeting: string }): OpeningPart[] {
  return [
    { words: of.disclosure?.trim() ?? '', required: true },
    { words: of.greeting.trim(), required: false },
  ].filter(({ words }) => words !== '');
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

/** Speaks the opening. Resolves when it was said or interrupted. */
export async function speakOpening(
  session: voice.AgentSession,
  parts: readonly OpeningPart[],
  prepared: readonly (Prepared | null)[],
): Promise<void> {
  const handles = parts.map(({ words, required }, index) => {
    const speech = prepared[index];
    return session.say(words, {
      ...(speech && { audio: streamOf(speech) }),
      ...(required && { allowInterruptions: false }),
    });
  });
  for (const handle of handles) await handle.waitForPlayout();
}
