import { TTS } from '@livekit/agents-plugin-elevenlabs';
import type { tts } from '@livekit/agents';
import { requireKey } from './provider-problem.ts';

export function elevenlabsTTS(of: {
  apiKey: string | undefined;
  baseUrl: string | null | undefined;
  model: string | null | undefined;
  voiceId: string | null | undefined;
  env: NodeJS.ProcessEnv;
}): tts.TTS {
  return new TTS({
    apiKey: requireKey('elevenlabs', of.apiKey, 'ELEVENLABS_API_KEY', of.env),
    model: of.model ?? 'eleven_flash_v2_5',
    ...(of.voiceId && { voiceId: of.voiceId }),
    ...(of.baseUrl && { baseURL: of.baseUrl }),
  });
}
