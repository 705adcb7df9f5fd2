import { OPENAI_COMPATIBLE } from '../../voice-worker/contract-providers.ts';
import type { Voice } from '../contract/catalogues.ts';
import type { ProviderAccess } from './ask-provider.ts';

interface Request {
  url: string;
  init: RequestInit;
}

/** A voice as its provider lists it. */
export type ListedVoice = Omit<Voice, 'live' | 'sample' | 'recommended' | 'verified'>;

/** What this process asks a provider: each provider is one file of such requests. */
export interface Provider {
  /** A request that costs nothing and succeeds with a good key. */
  check(access: ProviderAccess): Request;
  /** A few words of speech as MP3. */
  sample?(access: ProviderAccess, of: { voiceId: string; text: string }): Request;
  /** Voices of the account. */
  voices?: { list(access: ProviderAccess): Request; read(body: unknown): ListedVoice[] };
}

const trimmed = (url: string) => url.replace(/\/+$/, '');
const bearer = (apiKey: string) => ({ authorization: `Bearer ${apiKey}` });

/** Whatever speaks OpenAI's protocol at this address. */
export function openaiCompatible(defaultUrl: string): Provider {
  return {
    check: ({ apiKey, baseUrl }) => ({
      url: `${trimmed(baseUrl ?? defaultUrl)}/models`,
      init: { headers: bearer(apiKey) },
    }),
  };
}

/** The address of a provider that speaks OpenAI's protocol; null for others. */
export function compatibleUrl(provider: string): string | null {
  return Object.entries(OPENAI_COMPATIBLE).find(([name]) => name === provider)?.[1].baseUrl ?? null;
}
