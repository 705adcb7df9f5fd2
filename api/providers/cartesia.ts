import { z } from 'zod';
import type { ProviderAccess } from './ask-provider.ts';
import type { Provider } from './providers.ts';

const urlOf = ({ baseUrl }: ProviderAccess) =>
  (baseUrl ?? 'https://api.cartesia.ai').replace(/^ws/, 'http').replace(/\/+$/, '');
const headersOf = ({ apiKey }: ProviderAccess) => ({ 'x-api-key': apiKey, 'cartesia-version': '2025-04-16' });

const Listed = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().nullish(),
      language: z.string().nullish(),
      gender: z.string().nullish(),
    }),
  ),
});

const GENDERS: Readonly<Record<string, 'female' | 'male' | 'neutral'>> = {
  feminine: 'female',
  masculine: 'male',
  gender_neutral: 'neutral',
};

export const cartesia: Provider = {
  check: (access) => ({ url: `${urlOf(access)}/voices?limit=1`, init: { headers: headersOf(access) } }),
  sample: (access, { voiceId, text }) => ({
    url: `${urlOf(access)}/tts/bytes`,
    init: {
      method: 'POST',
      headers: { ...headersOf(access), 'content-type': 'application/json' },
      body: JSON.stringify({
        model_id: 'sonic-3',
        transcript: text,
        voice: { mode: 'id', id: voiceId },
        output_format: { container: 'mp3', sample_rate: 44_100, bit_rate: 128_000 },
      }),
    },
  }),
  voices: {
    list: (access) => ({ url: `${urlOf(access)}/voices?limit=100`, init: { headers: headersOf(access) } }),
    read: (body) =>
      Listed.parse(body).data.map((voice) => ({
        provider: 'cartesia',
        id: voice.id,
        name: voice.name,
        language: voice.language ?? 'und',
        gender: GENDERS[voice.gender ?? ''] ?? 'unknown',
        accent: '',
        tags: [],
        description: (voice.description ?? '').slice(0, 400),
        latency: 'lowest',
      })),
  },
};
