import { TTS } from '@livekit/agents-plugin-cartesia';
import type { tts } from '@livekit/agents';
import { requireKey } from './provider-problem.ts';

export function cartesiaTTS(of: {
  apiKey: string | undefined;
  baseUrl: string | null | undefined;
  model: string | null | undefined;
  voiceId: string | null | undefined;
  language: string;
  env: NodeJS.ProcessEnv;
}): tts.TTS {
  return new TTS({
    apiKey: requireKey('cartesia', of.apiKey, 'CARTESIA_API_KEY', of.env),
    model: of.model ?? 'sonic-3',
    ...(of.voiceId && { voice: of.voiceId }),
    language: of.language.split('-')[0] ?? 'en',
    ...(of.baseUrl && { baseUrl: of.baseUrl }),
  });
}
