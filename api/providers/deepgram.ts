import { z } from 'zod';
import type { ProviderAccess } from './ask-provider.ts';
import type { Provider } from './providers.ts';

const urlOf = ({ baseUrl }: ProviderAccess) => {
  const url = (baseUrl ?? 'https://api.deepgram.com').replace(/^ws/, 'http');
  return url.replace(/\/v1\/(speak|listen)\/?$/, '').replace(/\/+$/, '');
};
const headersOf = ({ apiKey }: ProviderAccess) => ({ authorization: `Token ${apiKey}` });

const Listed = z.object({
  tts: z.array(
    z.object({
      name: z.string(),
      canonical_name: z.string(),
      languages: z.array(z.string()).nullish(),
      metadata: z.object({ accent: z.string().nullish(), tags: z.array(z.string()).nullish() }).nullish(),
    }),
  ),
});

export const deepgram: Provider = {
  check: (access) => ({ url: `${urlOf(access)}/v1/projects`, init: { headers: headersOf(access) } }),
  sample: (access, { voiceId, text }) => ({
    url: `${urlOf(access)}/v1/speak?${new URLSearchParams({ model: voiceId, encoding: 'mp3' })}`,
    init: {
      method: 'POST',
      headers: { ...headersOf(access), 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    },
  }),
  voices: {
    list: (access) => ({ url: `${urlOf(access)}/v1/models`, init: { headers: headersOf(access) } }),
    read: (body) =>
      Listed.parse(body).tts.map(({ name, canonical_name, languages, metadata }) => {
        const tags = metadata?.tags ?? [];
        return {
          provider: 'deepgram',
          id: canonical_name,
          name: name.charAt(0).toUpperCase() + name.slice(1),
          language: languages?.[0] ?? 'und',
          gender: tags.includes('feminine') ? 'female' : tags.includes('masculine') ? 'male' : 'unknown',
          accent: metadata?.accent ?? '',
          tags: tags.filter((tag) => tag !== 'feminine' && tag !== 'masculine'),
          description: '',
          latency: 'low',
        };
      }),
  },
};
