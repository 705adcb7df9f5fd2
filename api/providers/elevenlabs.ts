import { z } from 'zod';
import type { ProviderAccess } from './ask-provider.ts';
import type { Provider } from './providers.ts';

const urlOf = ({ baseUrl }: ProviderAccess) =>
  (baseUrl ?? 'https://api.elevenlabs.io/v1').replace(/\/+$/, '').replace(/\/v1$/, '');
const headersOf = ({ apiKey }: ProviderAccess) => ({ 'xi-api-key': apiKey });

const Listed = z.object({
  voices: z.array(
    z.object({
      voice_id: z.string(),
      name: z.string(),
      description: z.string().nullish(),
      labels: z.record(z.string(), z.string().nullish()).nullish(),
    }),
  ),
});

export const elevenlabs: Provider = {
  check: (access) => ({ url: `${urlOf(access)}/v1/models`, init: { headers: headersOf(access) } }),
  sample: (access, { voiceId, text }) => ({
    url: `${urlOf(access)}/v1/text-to-speech/${encodeURIComponent(voiceId)}?output_format=mp3_44100_128`,
    init: {
      method: 'POST',
      headers: { ...headersOf(access), 'content-type': 'application/json' },
      body: JSON.stringify({ text, model_id: 'eleven_flash_v2_5' }),
    },
  }),
  voices: {
    list: (access) => ({ url: `${urlOf(access)}/v2/voices?page_size=100`, init: { headers: headersOf(access) } }),
    read: (body) =>
      Listed.parse(body).voices.map(({ voice_id, name, description, labels }) => ({
        provider: 'elevenlabs',
        id: voice_id,
        name,
        language: labels?.['language'] ?? 'en',
        gender: genderOf(labels?.['gender']),
        accent: labels?.['accent'] ?? '',
        tags: [labels?.['descriptive'], labels?.['use_case'], labels?.['age']].filter((tag) => typeof tag === 'string'),
        description: (description ?? '').slice(0, 400),
        latency: 'lowest',
      })),
  },
};

function genderOf(label: string | null | undefined): 'female' | 'male' | 'neutral' | 'unknown' {
  return label === 'female' || label === 'male' || label === 'neutral' ? label : 'unknown';
}
