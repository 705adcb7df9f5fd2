import { openaiCompatible, type Provider } from './providers.ts';

const URL = 'https://api.openai.com/v1';

export const openai: Provider = {
  ...openaiCompatible(URL),
  sample: ({ apiKey, baseUrl }, { voiceId, text }) => ({
    url: `${(baseUrl ?? URL).replace(/\/+$/, '')}/audio/speech`,
    init: {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-4o-mini-tts', voice: voiceId, input: text, response_format: 'mp3' }),
    },
  }),
};
