import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../../../testing/eventually.ts';
import { announceSetup } from '../../announce-setup.ts';
import { setupCode } from '../../auth/setup-code.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

const PASSWORD = 'a sentence nobody guesses';
let api: TestApi;
let code: string;

beforeAll(async () => {
  api = await startTestApi({
    config: (config) => ({ ...config, limits: { ...config.limits, signInPerMinute: 12 } }),
  });
  code = setupCode(api.deps.config.jwtSecret);
});
afterAll(() => api.close());

const said = async () => {
  const lines: string[] = [];
  await announceSetup(api.deps.database, api.deps.config, (line) => lines.push(line));
  return lines.join('\n');
};
const setUp = (change: Record<string, unknown> = {}) =>
  api.send('/api/v1/setup', {
    body: {
      code,
      tenantName: 'Hårbour & Lane',
      defaultCountry: 'GB',
      email: 'ana@example.com',
      password: PASSWORD,
      ...change,
    },
  });

test('an installation without a user says so, and its API says the code', async () => {
  expect((await api.send('/api/v1/setup')).body).toEqual({ needed: true });
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  expect(await said()).toContain(code);
});

test('without the code nobody becomes an owner, and the answer names the field', async () => {
  const refused = await setUp({ code: 'AAAA-AAAA-AAAA-AAAA' });
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toEqual([expect.objectContaining({ field: 'code' })]);
  expect((await setUp({ password: 'short' })).status).toBe(422);
  expect((await api.send('/api/v1/setup')).body).toEqual({ needed: true });
});

test('of several who set up at the same moment one becomes the owner, and is signed in', async () => {
  const typed = code.toLowerCase().replaceAll('-', ' ');
  const gate = new pg.Client({ connectionString: api.database.ownerUrl });
  await gate.connect();
  await gate.query(`select pg_advisory_lock(hashtext('ringfence.first-owner'))`);
  const asked = ['ana', 'ben', 'cleo'].map((name) => setUp({ code: typed, email: `${name}@example.com` }));
  // All three have found nobody before the first of them writes.
  await eventually(async () => {
    const { rows } = await gate.query(
      `select from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(rows).toHaveLength(3);
  });
  await gate.end();
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  const made = answers.find(({ status }) => status === 201);
  expect(made?.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
  const token: string = made?.body.accessToken;
  const me = await api.send('/api/v1/auth/me', { token });
  expect(me.body).toMatchObject({ role: 'owner', tenantName: 'Hårbour & Lane' });
  expect((await api.send('/api/v1/tenant', { token })).body).toMatchObject({ defaultCountry: 'GB' });
});

test('a second use is refused, whatever the code, and the code is said no more', async () => {
  const again = await setUp({ email: 'eve@example.com' });
  expect(again.status).toBe(409);
  expect(again.body.type).toBe('urn:ringfence:problem:set-up-already');
  expect((await api.send('/api/v1/setup')).body).toEqual({ needed: false });
  expect(await said()).toBe('');
});

test('guessing the code is slowed down', async () => {
  const statuses = [];
  // Ten a minute, wherever in them a new minute begins.
  for (let i = 0; i < 22; i++) statuses.push((await setUp({ code: 'guess' })).status);
  expect(statuses).toContain(429);
});
