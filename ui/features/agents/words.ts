import type { Agent } from '../../api-client/types.gen.ts';
import type { Tone } from '../../parts/status-badge.tsx';

export const AGENT_STATUSES = ['draft', 'active', 'inactive', 'archived'] as const;
export const DIRECTIONS = ['inbound', 'outbound', 'both'] as const;

export const STATUS_TONES: Readonly<Record<Agent['status'], Tone>> = {
  active: 'good',
  draft: 'quiet',
  inactive: 'warn',
  archived: 'quiet',
};

export const STATUS_MEANINGS: Readonly<Record<Agent['status'], string>> = {
  draft: 'You can talk to it here; campaigns do not use it yet.',
  active: 'Takes calls.',
  inactive: 'Takes no calls of campaigns; nothing is lost.',
  archived: 'Put away, and hidden from lists.',
};

export const DIRECTION_WORDS: Readonly<Record<Agent['direction'], string>> = {
  inbound: 'Answers calls',
  outbound: 'Makes calls',
  both: 'Makes and answers calls',
};

/** What fields are called on the screen. */
export const FIELD_NAMES: Readonly<Record<string, string>> = {
  name: 'Name',
  description: 'Description',
  direction: 'Direction',
  status: 'Status',
  maxConcurrentCalls: 'Calls at once',
  systemPrompt: 'Prompt',
  inboundPrompt: 'Inbound prompt',
  outboundPrompt: 'Outbound prompt',
  promptParameters: 'Own variables',
  personality: 'Personality',
  greetingMessage: 'Greeting',
  disclosureMessage: 'Disclosure',
  llmProvider: 'Model provider',
  llmModel: 'Model',
  llmBaseUrl: 'Model address',
  temperature: 'Temperature',
  maxTokens: 'Longest answer',
  voiceProvider: 'Voice provider',
  voiceModel: 'Voice model',
  voiceId: 'Voice',
  ttsLanguage: 'Spoken language',
  sttProvider: 'Recognition provider',
  sttModel: 'Recognition model',
  sttLanguage: 'Heard language',
  fallbacks: 'Fallbacks',
  tools: 'Tools',
  transferNumber: 'Transfer number',
  fallbackNumber: 'Fallback number',
  businessHours: 'Business hours',
  realtime: 'Speech-to-speech model',
  outboundConfig: 'Outbound defaults',
};

const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  openai: 'OpenAI',
  groq: 'Groq',
  cerebras: 'Cerebras',
  google: 'Google',
  anthropic: 'Anthropic',
  cartesia: 'Cartesia',
  elevenlabs: 'ElevenLabs',
  deepgram: 'Deepgram',
  assemblyai: 'AssemblyAI',
  demo: 'Demo',
};
/** Who can speak. */
export const VOICE_PROVIDERS = ['cartesia', 'elevenlabs', 'deepgram', 'openai', 'demo'] as const;
export const providerName = (provider: string): string => PROVIDER_NAMES[provider] ?? provider;

const languages = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' });
export function languageName(tag: string): string {
  if (tag === '*') return 'all';
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
