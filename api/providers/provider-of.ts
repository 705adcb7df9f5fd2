import { anthropic } from './anthropic.ts';
import { assemblyai } from './assemblyai.ts';
import { cartesia } from './cartesia.ts';
import { deepgram } from './deepgram.ts';
import { elevenlabs } from './elevenlabs.ts';
import { openai } from './openai.ts';
import { compatibleUrl, openaiCompatible, type Provider } from './providers.ts';

const KNOWN: Readonly<Record<string, Provider>> = { anthropic, assemblyai, cartesia, deepgram, elevenlabs, openai };

/** How to ask this provider. Null: nobody knows how; one with a base URL is taken to speak OpenAI's protocol. */
export function providerOf(name: string, baseUrl: string | null): Provider | null {
  const known = Object.entries(KNOWN).find(([key]) => key === name)?.[1];
  if (known) return known;
  const url = compatibleUrl(name) ?? baseUrl;
  return url === null ? null : openaiCompatible(url);
}
