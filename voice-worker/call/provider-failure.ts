import type { tts } from '@livekit/agents';
import { voice } from '@livekit/agents';
import type { Room } from '@livekit/rtc-node';
import type { Logger } from 'pino';
import { type Prepared, synthesise } from './speech-audio.ts';
import { playIntoRoom } from './play-into-room.ts';

const APOLOGY_TIMEOUT_MS = 3_000;

/**
 * Ends a call whose provider failed for good, fallbacks included: the agent apologises if any voice still works, then
 * `onFailed` gets a reason without personal data.
 */
export function watchProviders(
  session: voice.AgentSession,
  deps: {
    room: Room;
    tts: tts.TTS;
    /** Speaks when the agent's own voice is what failed. Null where it does not know the language. */
    spareVoice: tts.TTS | null;
    apology: string;
    onApology: (words: string) => void;
    onFailed: (reason: string) => void;
    log: Logger;
  },
): void {
  let failed = false;
  const apologise = async (voices: readonly (tts.TTS | null)[]) => {
    const speech = await apologyAudio(voices, deps.apology);
    if (!speech) return;
    try {
      session.interrupt({ force: true });
    } catch {
      // the session is closing already
    }
    deps.onApology(deps.apology);
    await playIntoRoom(deps.room, speech).catch(() => {});
  };
  session.on(voice.AgentSessionEventTypes.Error, ({ error, source }) => {
    const recoverable = 'recoverable' in error && error.recoverable;
    const reason = `${sourceOf(error.type)} failed: ${nameOf('error' in error ? error.error : error)}`;
    deps.log.warn({ reason, recoverable, provider: source?.label }, 'a provider failed');
    if (recoverable || failed) return;
    failed = true;
    const voices = error.type === 'tts_error' ? [deps.spareVoice] : [deps.tts, deps.spareVoice];
    void apologise(voices).finally(() => deps.onFailed(reason));
  });
}

async function apologyAudio(voices: readonly (tts.TTS | null)[], words: string): Promise<Prepared | null> {
  for (const candidate of voices) {
    if (!candidate) continue;
    const speech = await synthesise(candidate, words, APOLOGY_TIMEOUT_MS).catch(() => null);
    if (speech) return speech;
  }
  return null;
}

function sourceOf(type: string): string {
  if (type === 'llm_error') return 'language model';
  if (type === 'tts_error') return 'voice';
  if (type === 'stt_error') return 'speech recognition';
  return 'provider';
}

/** The kind of error and its status: messages of providers may quote what was said. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'statusCode' in error && typeof error.statusCode === 'number'
    ? `${error.name} ${error.statusCode}`
    : error.name;
}
