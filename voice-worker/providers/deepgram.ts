import { STT, TTS } from '@livekit/agents-plugin-deepgram';
import type { stt, tts } from '@livekit/agents';
import { requireKey } from './provider-problem.ts';

type Access = { apiKey: string | undefined; baseUrl: string | null | undefined; env: NodeJS.ProcessEnv };

const keyOf = ({ apiKey, env }: Access) => requireKey('deepgram', apiKey, 'DEEPGRAM_API_KEY', env);

/** Deepgram names a voice and its model in one word, such as aura-2-thalia-en. */
export function deepgramTTS(
  of: { model: string | null | undefined; voiceId: string | null | undefined } & Access,
): tts.TTS {
  return new TTS({
    apiKey: keyOf(of),
    model: of.voiceId ?? of.model ?? 'aura-2-thalia-en',
    ...(of.baseUrl && { baseUrl: of.baseUrl }),
  });
}

export function deepgramSTT(of: { model: string | null | undefined; language: string } & Access): stt.STT {
  return new STT({
    apiKey: keyOf(of),
    model: of.model ?? 'nova-3',
    language: of.language,
    ...(of.baseUrl && { baseUrl: of.baseUrl }),
  });
}
