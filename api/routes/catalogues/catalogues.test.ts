import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FakeProvider, startFakeProvider } from '../../testing/fake-provider.ts';
import { type Json, startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

const GOOD = 'good-key-of-a-test';
/** The installation's own hosts that tenants may name. */
const allowed = ['127.0.0.1'];
let api: TestApi;
let acme: TestTenant;
let eleven: FakeProvider;
let listings = 0;

beforeAll(async () => {
  api = await startTestApi({ config: (config) => ({ ...config, providerAllowedHosts: allowed }) });
  acme = await api.tenant();
  eleven = await startFakeProvider((path) => {
    if (path.startsWith('/v1/models')) return { body: '[]' };
    if (path.startsWith('/v1/text-to-speech/')) return { type: 'audio/mpeg', body: Buffer.from('ID3 speech') };
    if (!path.startsWith('/v2/voices')) return null;
    listings += 1;
    const labels = { gender: 'female', accent: 'american', language: 'en' };
    const voices = [
      { voice_id: 'EXAVITQu4vr4xnSDxMaL', name: 'Sarah', labels },
      { voice_id: 'own-voice', name: 'Our own', labels },
    ];
    return { body: JSON.stringify({ voices }) };
  });
});
afterAll(async () => {
  await eleven.close();
  await api.close();
});

async function aKey(tenant: TestTenant, fields: Record<string, unknown>): Promise<Json> {
  const stored = await tenant.send('/api/v1/provider-credentials', { body: fields });
  expect(stored.status).toBe(201);
  return stored.body;
}

describe('voices', () => {
  test('are a hundred and more, and can be narrowed by provider, language, gender, accent and words', async () => {
    const all = await acme.send('/api/v1/catalogues/voices');
    expect(all.status).toBe(200);
    expect(all.body.total).toBeGreaterThanOrEqual(100);
    expect(all.body.items[0].recommended).toBe(true);
    const query = 'provider=deepgram&language=es&gender=female&accent=mexican&search=calm warm';
    const few = await acme.send(`/api/v1/catalogues/voices?${query}`);
    expect(few.body.items.map((voice: Json) => voice.id)).toEqual(['aura-2-olivia-es']);
    expect(few.body.facets.provider.length).toBe(5);
  });

  test('of an account are listed by their provider, once in ten minutes, beside those that are known', async () => {
    const tenant = await api.tenant();
    await aKey(tenant, { provider: 'elevenlabs', apiKey: GOOD, baseUrl: eleven.url });
    const before = listings;
    for (let i = 0; i < 2; i++) {
      const { body } = await tenant.send('/api/v1/catalogues/voices?provider=elevenlabs&live=true');
      expect(body.live).toMatchObject({ state: 'listed', provider: 'elevenlabs' });
      expect(body.items.find((voice: Json) => voice.id === 'own-voice')).toMatchObject({ live: true, sample: true });
      expect(body.items.filter((voice: Json) => voice.id === 'EXAVITQu4vr4xnSDxMaL')).toHaveLength(1);
    }
    expect(listings - before).toBe(1);
  });

  test('are shown without the provider when it refuses the key, or when there is none', async () => {
    const tenant = await api.tenant();
    const none = await tenant.send('/api/v1/catalogues/voices?provider=elevenlabs&live=true');
    expect(none.body.live.state).toBe('no-key');
    await aKey(tenant, { provider: 'elevenlabs', apiKey: 'a-wrong-key-1234', baseUrl: eleven.url });
    const refused = await tenant.send('/api/v1/catalogues/voices?provider=elevenlabs&live=true');
    expect(refused.body.live.state).toBe('refused');
    expect(refused.body.items.length).toBeGreaterThan(10);
  });

  test('are heard: the demo without a key, others with the stored one', async () => {
    const demo = await acme.send('/api/v1/catalogues/voices/demo/sample?voiceId=slt&text=Hello');
    expect(demo.status).toBe(200);
    expect(demo.text.slice(0, 4)).toBe('RIFF');
    expect((await acme.send('/api/v1/catalogues/voices/openai/sample?voiceId=alloy')).body.type).toContain('no-key');
    const tenant = await api.tenant();
    await aKey(tenant, { provider: 'elevenlabs', apiKey: GOOD, baseUrl: eleven.url });
    const heard = await tenant.send('/api/v1/catalogues/voices/elevenlabs/sample?voiceId=own-voice');
    expect(heard.headers.get('content-type')).toBe('audio/mpeg');
    expect(heard.text).toBe('ID3 speech');
  });
});

test('models tell their limits, cost and whether a key is stored', async () => {
  const { body } = await acme.send('/api/v1/catalogues/llm-models');
  expect(body.items.length).toBeGreaterThanOrEqual(10);
  const find = (id: string) => body.items.find((model: Json) => model.id === id);
  expect(find('gpt-4o-mini')).toMatchObject({ contextWindow: 128_000, maxOutput: 16_384, cost: 'low', key: false });
  expect(find('demo')).toMatchObject({ cost: 'free', key: true });
  const stt = await acme.send('/api/v1/catalogues/stt-models?provider=deepgram');
  expect(stt.body.items.map((model: Json) => model.provider)).toEqual(['deepgram', 'deepgram']);
});

test('tokens are counted by the model’s tokenizer, and said to be an estimate where it has another', async () => {
  const count = (provider: string, model: string) =>
    acme.send('/api/v1/catalogues/tokens', { body: { texts: { systemPrompt: 'Hello there' }, provider, model } });
  expect((await count('openai', 'gpt-4o-mini')).body).toMatchObject({
    texts: { systemPrompt: { tokens: 2, characters: 11 } },
    exact: true,
    limit: 128_000,
  });
  expect((await count('anthropic', 'claude-haiku-5-5')).body).toMatchObject({ exact: false, limit: 1_000_000 });
  expect((await count('nobody', 'a-model')).body).toMatchObject({ exact: false, limit: null });
});

describe('a stored key', () => {
  test('is tried at its provider, and the answer never holds it', async () => {
    const tenant = await api.tenant();
    const good = await aKey(tenant, { provider: 'elevenlabs', apiKey: GOOD, baseUrl: eleven.url });
    const works = await tenant.send(`/api/v1/provider-credentials/${good.id}/test`, { method: 'POST' });
    expect(works.body).toMatchObject({ state: 'works', latencyMs: expect.any(Number) });
    await tenant.send(`/api/v1/provider-credentials/${good.id}/rotate`, {
      body: { apiKey: 'a-wrong-key-1234', baseUrl: eleven.url },
    });
    const refused = await tenant.send(`/api/v1/provider-credentials/${good.id}/test`, { method: 'POST' });
    expect(refused.body.state).toBe('refused');
    expect(refused.text).not.toContain('a-wrong-key-1234');
  });

  test('of a provider that is away is said to be untried', async () => {
    const tenant = await api.tenant();
    const away = await aKey(tenant, { provider: 'our-own-models', apiKey: GOOD, baseUrl: 'http://127.0.0.1:1/v1' });
    const tried = await tenant.send(`/api/v1/provider-credentials/${away.id}/test`, { method: 'POST' });
    expect(tried.body).toMatchObject({ state: 'unreachable', latencyMs: null });
  });

  test('is neither stored nor tried with an address inside our own network, nor is an agent', async () => {
    const tenant = await api.tenant();
    const fields = { provider: 'openai', apiKey: GOOD };
    const known = await aKey(tenant, { ...fields, baseUrl: eleven.url });
    const [asked, METADATA] = [eleven.asked.length, 'http://169.254.169.254/v1'];
    const onField = (field: string) => ({ status: 422, body: { errors: [expect.objectContaining({ field })] } });
    const send = (path: string, body: unknown) => tenant.send(`/api/v1/${path}`, { body });
    const voice = { ...fields, provider: 'cartesia', baseUrl: METADATA };
    expect(await send('provider-credentials', voice)).toMatchObject(onField('baseUrl'));
    const rotated = await send(`provider-credentials/${known.id}/rotate`, {
      apiKey: GOOD,
      baseUrl: 'http://localhost',
    });
    expect(rotated).toMatchObject(onField('baseUrl'));
    expect(await send('agents', { name: 'A', llmBaseUrl: METADATA })).toMatchObject(onField('llmBaseUrl'));
    const fallbacks = { llm: { provider: 'openai', model: 'm', baseUrl: METADATA } };
    expect(await send('agents', { name: 'A', fallbacks })).toMatchObject(onField('fallbacks.llm.baseUrl'));
    // What was stored before the host was taken off the list.
    allowed.pop();
    const tried = await tenant.send(`/api/v1/provider-credentials/${known.id}/test`, { method: 'POST' });
    allowed.push('127.0.0.1');
    expect(tried.body).toMatchObject({ state: 'refused', detail: expect.stringContaining('PROVIDER_ALLOWED_HOSTS') });
    expect(eleven.asked.length).toBe(asked);
  });

  test('of another tenant cannot be tried', async () => {
    const tenant = await api.tenant();
    const key = await aKey(tenant, { provider: 'openai', apiKey: GOOD, baseUrl: eleven.url });
    expect((await acme.send(`/api/v1/provider-credentials/${key.id}/test`, { method: 'POST' })).status).toBe(404);
    expect(eleven.asked.every(({ path }) => !path.startsWith('/models'))).toBe(true);
  });
});
