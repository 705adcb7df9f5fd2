import type { Provider } from './providers.ts';

/** Its list of models takes its own header, not a Bearer. */
export const anthropic: Provider = {
  check: ({ apiKey, baseUrl }) => ({
    url: `${(baseUrl ?? 'https://api.anthropic.com/v1').replace(/\/+$/, '')}/models`,
    init: { headers: { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' } },
  }),
};
