import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPayloadCodec } from '../../../temporal/payload-codec.ts';
import { hashPassword } from '../../auth/passwords.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

const PASSWORD = 'a sentence nobody guesses';
let api: TestApi;
let acme: TestTenant;

beforeAll(async () => {
  api = await startTestApi({
    config: (config) => ({ ...config, temporal: { ...config.temporal, uiUrl: 'http://127.0.0.1:8233' } }),
  });
  acme = await api.tenant();
  const hash = await hashPassword(PASSWORD);
  await api.deps.database.inTenant(acme.id, (tx) => tx.query('update users set password_hash = $1', [hash]));
});
afterAll(() => api.close());

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A payload as it stands in a history: sealed, base64. */
async function sealed(value: unknown) {
  const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(value)) };
  const [hidden] = await createPayloadCodec(api.deps.keyring).encode([payload]);
  const metadata = Object.fromEntries(
    Object.entries(hidden?.metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  );
  return { metadata, data: Buffer.from(hidden?.data ?? []).toString('base64') };
}

async function cookieOf(role: string): Promise<string> {
  const answer = await api.send('/api/v1/auth/sign-in', {
    body: { email: `${role}@${acme.id}.example`, password: PASSWORD },
  });
  return /ringfence_codec=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';
}

test('a sealed payload is opened for compliance, by the cookie that the Temporal UI sends', async () => {
  const payload = await sealed({ tenantId: acme.id, callback: 'tomorrow' });
  expect(payload.data).not.toContain(base64('tomorrow'));
  const answer = await api.send('/temporal-codec/decode', {
    body: { payloads: [payload] },
    headers: { cookie: await cookieOf('compliance'), origin: 'http://127.0.0.1:8233' },
  });
  expect(answer.status).toBe(200);
  expect(Buffer.from(answer.body.payloads[0].data, 'base64').toString()).toContain('tomorrow');
  expect(answer.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:8233');
  expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
});

test('what names another tenant stays sealed, and so does what is damaged', async () => {
  const rival = await api.tenant();
  const theirs = await sealed({ tenantId: rival.id, secret: true });
  const damaged = { ...theirs, data: base64('nothing of ours') };
  const answer = await acme.send('/temporal-codec/decode', { body: { payloads: [theirs, damaged] } });
  expect(answer.body.payloads).toEqual([theirs, damaged]);
});

test.each(['manager', 'operator', 'viewer'])('a %s gets neither cookie nor content', async (role) => {
  expect(await cookieOf(role)).toBe('');
  const payload = await sealed({ a: 1 });
  const answer = await api.send('/temporal-codec/decode', {
    body: { payloads: [payload] },
    token: await acme.token(role as 'viewer'),
  });
  expect(answer.status).toBe(403);
});

test('nobody gets nothing', async () => {
  expect((await api.send('/temporal-codec/decode', { body: { payloads: [] } })).status).toBe(401);
  expect(
    (
      await api.send('/temporal-codec/decode', {
        body: { payloads: [] },
        headers: { cookie: 'ringfence_codec=made.up.token' },
      })
    ).status,
  ).toBe(401);
});

test('a cookie of somebody who was disabled since opens nothing', async () => {
  const cookie = await cookieOf('compliance');
  await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query(`update users set disabled_at = now() where role = 'compliance'`),
  );
  expect((await api.send('/temporal-codec/decode', { body: { payloads: [] }, headers: { cookie } })).status).toBe(401);
});

test('the codec’s cookie is no sign-in for anything else', async () => {
  const token = (await cookieOf('owner')).split('=')[1] ?? '';
  expect((await api.send('/api/v1/agents', { token })).status).toBe(401);
});
