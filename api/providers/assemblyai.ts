import type { Provider } from './providers.ts';

export const assemblyai: Provider = {
  check: ({ apiKey, baseUrl }) => ({
    url: `${httpOf(baseUrl) ?? 'https://api.assemblyai.com'}/v2/transcript?limit=1`,
    init: { headers: { authorization: apiKey } },
  }),
};

/** Streaming addresses are stored as wss. */
function httpOf(url: string | null): string | null {
  return url === null ? null : url.replace(/^ws/, 'http').replace(/\/+$/, '');
}
