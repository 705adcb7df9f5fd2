import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { initializeLogger, llm } from '@livekit/agents';
import { createEgress } from '../../egress/egress.ts';
import { PROVIDERS } from '../contract-providers.ts';
import { type ProviderKeys, RuntimeConfig } from '../contract.ts';
import { buildProviders } from './build.ts';
import { requireProviderAddresses } from './provider-addresses.ts';

initializeLogger({ pretty: false, level: 'silent' });

const KEY = 'a-key-of-a-test';
const INSTALLATIONS = 'a-key-of-the-installation';

const keys = Object.fromEntries(
  [...PROVIDERS.llm, ...PROVIDERS.tts, ...PROVIDERS.stt].map((provider) => [provider, { api_key: KEY }]),
);

const configured = (fields: Partial<RuntimeConfig>) =>
  RuntimeConfig.parse({
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

function build(fields: Partial<RuntimeConfig>, given: ProviderKeys = keys, egress = createEgress([])) {
  return buildProviders(configured(fields), null, {
    keys: given,
    demoVoice: { speak: () => Promise.resolve(new Int16Array()) },
    demo: { prompt: '', localTime: () => '2026-11-21T10:00' },
    env: { OPENAI_API_KEY: INSTALLATIONS },
    egress,
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

describe('an address that a tenant gave', () => {
  const OWN = { llm_provider: 'our-own', llm_model: 'm', llm_base_url: 'http://127.0.0.1:1/v1' };
  const METADATA = 'http://169.254.169.254/v1';

  test.each([
    ['of the agent', OWN, {}],
    ['of a fallback', { fallbacks: { llm: { provider: 'spare', model: 'm', base_url: METADATA } } }, {}],
    [
      'stored with the key of its voice',
      { tts_provider: 'cartesia' },
      { cartesia: { api_key: KEY, base_url: METADATA } },
    ],
  ] satisfies [string, Partial<RuntimeConfig>, ProviderKeys][])(
    'inside our own network, %s, ends the call',
    async (_whose, fields, given) => {
      await expect(requireProviderAddresses(configured(fields), given, createEgress([]))).rejects.toThrow(
        /^the address of (our-own|spare|cartesia) leads into/,
      );
    },
  );

  test('is no matter where nothing of the agent uses it', async () => {
    const given = { deepgram: { api_key: KEY, base_url: METADATA } };
    await requireProviderAddresses(configured({}), given, createEgress([]));
  });

  test('gets the key that came with it, never the installation’s, and only through the guard', async () => {
    const sent: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      sent.push(request.headers.authorization);
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = async (egress: ReturnType<typeof createEgress>) => {
      const fields = { ...OWN, llm_provider: 'openai', llm_base_url: `http://127.0.0.1:${port}/v1` };
      const chat = build(fields, {}, egress).llm.chat({
        chatCtx: llm.ChatContext.empty(),
        connOptions: { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 5_000 },
      });
      for await (const _chunk of chat);
    };
    await ask(createEgress([])).catch(() => undefined);
    expect(sent).toEqual([]);
    await ask(createEgress([`127.0.0.1:${port}`])).catch(() => undefined);
    expect(sent).toEqual(['Bearer none']);
    await new Promise((resolve) => server.close(resolve));
  });
});
