import { describe, expect, test } from '@jest/globals';
import { initializeLogger } from '@livekit/agents';
import { PROVIDERS } from '../contract-providers.ts';
import { RuntimeConfig } from '../contract.ts';
import { buildProviders } from './build.ts';

initializeLogger({ pretty: false, level: 'silent' });

const KEY = 'a-key-of-a-test';
const keys = Object.fromEntries(
  [...PROVIDERS.llm, ...PROVIDERS.tts, ...PROVIDERS.stt].map((provider) => [provider, { api_key: KEY }]),
);

function build(fields: Partial<RuntimeConfig>, given = keys) {
  const config = RuntimeConfig.parse({
    agent_id: '00000000-0000-4000-8000-000000000001',
    tenant_id: '00000000-0000-4000-8000-000000000002',
    version: 1,
    name: 'Sales',
    status: 'active',
    direction: 'both',
    system_prompt: '',
    greeting_message: '',
    language: 'en-US',
    llm_provider: 'demo',
    llm_model: 'scripted',
    tts_provider: 'demo',
    stt_provider: 'demo',
    ...fields,
  });
  return buildProviders(config, null, {
    keys: given,
    demoVoice: { speak: () => Promise.resolve(new Int16Array()) },
    demo: { prompt: '', localTime: () => '2026-11-21T10:00' },
    env: {},
  });
}

describe('every provider that is offered is built', () => {
  test.each(PROVIDERS.llm)('language model: %s', (provider) => {
    expect(build({ llm_provider: provider, llm_model: 'a-model' }).llm).toBeDefined();
  });
  test.each(PROVIDERS.tts)('voice: %s', (provider) => {
    expect(build({ tts_provider: provider }).tts).toBeDefined();
  });
  test.each(PROVIDERS.stt)('speech recognition: %s', (provider) => {
    expect(build({ stt_provider: provider }).stt).toBeDefined();
  });
});

test('a provider without a key says which key is lacking, and a provider nobody knows says which there are', () => {
  expect(() => build({ llm_provider: 'groq', llm_model: 'a-model' }, {})).toThrow(/no key for groq.*GROQ_API_KEY/);
  expect(() => build({ tts_provider: 'deepgram' }, {})).toThrow(/no key for deepgram.*DEEPGRAM_API_KEY/);
  expect(() => build({ tts_provider: 'nobody' })).toThrow(/use cartesia, elevenlabs, deepgram, openai, demo/);
});
