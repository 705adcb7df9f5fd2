import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database, TenantTx } from '../../../database/connect.ts';
import { createApp } from '../../app.ts';
import { eventually } from '../../../testing/eventually.ts';
import { hashPassword } from '../../auth/passwords.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { type Answer, startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

const PASSWORD = 'a sentence nobody guesses';
let api: TestApi;
let acme: TestTenant;
let now = Date.now();

beforeAll(async () => {
  api = await startTestApi({ now: () => now });
  acme = await api.tenant();
  const hash = await hashPassword(PASSWORD);
  await api.deps.database.inTenant(acme.id, (tx) => tx.query('update users set password_hash = $1', [hash]));
});
afterAll(() => api.close());

const email = (role: string) => `${role}@${acme.id}.example`;
const signIn = (role = 'owner', password = PASSWORD) =>
  api.send('/api/v1/auth/sign-in', { body: { email: email(role), password } });
const cookieOf = (answer: Answer) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
const refresh = (cookie: string) => api.send('/api/v1/auth/refresh', { method: 'POST', headers: { cookie } });
/** Over the tokens of one person: their times are the database's. */
const letHalfAMinutePass = (role: string) =>
  api.deps.database.inTenant(acme.id, (tx) =>
    tx.query(
      `update refresh_tokens set used_at = used_at - interval '31 seconds', created_at = created_at - interval '31 seconds'
       where user_id = (select id from users where role = $1)`,
      [role],
    ),
  );

test('the right password gives a token that works and a cookie that scripts cannot read', async () => {
  const session = await signIn();
  expect(session.status).toBe(200);
  expect(session.body.user).toMatchObject({ role: 'owner', email: email('owner') });
  expect(session.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
  const me = await api.send('/api/v1/auth/me', { token: session.body.accessToken });
  expect(me.body).toMatchObject({ kind: 'user', role: 'owner', tenantName: 'Acme' });
});

test('a wrong password and an unknown address are refused alike', async () => {
  const wrong = await signIn('owner', 'not the password');
  const unknown = await api.send('/api/v1/auth/sign-in', { body: { email: 'nobody@example.com', password: PASSWORD } });
  expect(wrong.status).toBe(401);
  const { instance: _one, ...left } = wrong.body;
  const { instance: _two, ...right } = unknown.body;
  expect(left).toEqual(right);
});

test('an access token is good for 15 minutes', async () => {
  const { body } = await signIn();
  now += 16 * 60_000;
  const late = await api.send('/api/v1/auth/me', { token: body.accessToken });
  expect(late.status).toBe(401);
  expect(late.body.type).toBe('urn:ringfence:problem:token-expired');
});

test('a refresh token is exchanged for the next one', async () => {
  const first = cookieOf(await signIn());
  const second = await refresh(first);
  expect(second.status).toBe(200);
  expect(cookieOf(second)).not.toBe(first);
  expect((await refresh(cookieOf(second))).status).toBe(200);
});

test('a refresh token used again after what came of it was used ends the whole session', async () => {
  const stolen = cookieOf(await signIn());
  const next = cookieOf(await refresh(stolen));
  const kept = cookieOf(await refresh(next));
  const reuse = await refresh(stolen);
  expect(reuse.status).toBe(401);
  expect(reuse.body.type).toBe('urn:ringfence:problem:refresh-reused');
  expect((await refresh(kept)).status).toBe(401);
});

test('a refresh token used again half a minute later ends the whole session', async () => {
  const stolen = cookieOf(await signIn('manager'));
  const kept = cookieOf(await refresh(stolen));
  await letHalfAMinutePass('manager');
  expect((await refresh(stolen)).body.type).toBe('urn:ringfence:problem:refresh-reused');
  expect((await refresh(kept)).status).toBe(401);
});

test('tabs that refresh at the same moment all stay signed in, whichever cookie the browser keeps', async () => {
  for (let round = 0; round < 3; round++) {
    const cookie = cookieOf(await signIn());
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(cookie)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200));
    const one = answers[round];
    expect(one && (await refresh(cookieOf(one))).status).toBe(200);
  }
});

test('a thief who copies a cookie and is as quick as its owner is found out at the next use', async () => {
  const copied = cookieOf(await signIn('operator'));
  const [owners, thiefs] = (await Promise.all([refresh(copied), refresh(copied)])).map(cookieOf);
  expect(owners === thiefs).toBe(true);
  const kept = cookieOf(await refresh(owners ?? ''));
  await letHalfAMinutePass('operator');
  expect((await refresh(thiefs ?? '')).body.type).toBe('urn:ringfence:problem:refresh-reused');
  expect((await refresh(kept)).status).toBe(401);
});

test('signing out ends the session here and not elsewhere', async () => {
  const [here, elsewhere] = [cookieOf(await signIn()), cookieOf(await signIn())];
  expect((await api.send('/api/v1/auth/sign-out', { method: 'POST', headers: { cookie: here } })).status).toBe(204);
  expect((await refresh(here)).status).toBe(401);
  expect((await refresh(elsewhere)).status).toBe(200);
});

const waiting = (count: number) =>
  eventually(async () => {
    // In a transaction of its own: one that goes on sees what it saw first.
    const rows = await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`),
    );
    expect(rows).toHaveLength(count);
  });

test('a session that is ended while its token is being exchanged leaves no successor', async () => {
  const first = cookieOf(await signIn());
  const [exchanging, ending] = await api.deps.database.inTenant(acme.id, async (tx) => {
    // Whoever writes a token waits for its person.
    await tx.query(`select 1 from users where role = 'owner' for update`);
    const exchanging = refresh(first);
    await waiting(1);
    const ending = api.send('/api/v1/auth/sign-out', { method: 'POST', headers: { cookie: first } });
    await waiting(2);
    return [{ answer: exchanging }, { answer: ending }];
  });
  await ending.answer;
  expect((await refresh(cookieOf(await exchanging.answer))).status).toBe(401);
});

test('a password that is replaced while it is being looked at opens no session', async () => {
  const replace = (tx: TenantTx, by: string) =>
    tx.query(`update users set password_hash = $1 where role = 'operator' returning password_hash`, [by]);
  const [before] = await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query<{ password_hash: string }>(`select password_hash from users where role = 'operator'`),
  );
  const signing = await api.deps.database.inTenant(acme.id, async (tx) => {
    await replace(tx, 'another');
    const answer = signIn('operator');
    await waiting(1);
    return { answer };
  });
  expect((await signing.answer).status).toBe(401);
  await api.deps.database.inTenant(acme.id, (tx) => replace(tx, before?.password_hash ?? ''));
  expect((await signIn('operator')).status).toBe(200);
});

test('a person who is disabled neither signs in nor refreshes', async () => {
  const cookie = cookieOf(await signIn('viewer'));
  const people = await acme.send('/api/v1/users');
  const viewer = people.body.items.find((person: { role: string }) => person.role === 'viewer');
  await acme.send(`/api/v1/users/${viewer.id}`, { method: 'PATCH', body: { disabled: true } });
  expect((await signIn('viewer')).status).toBe(401);
  expect((await refresh(cookie)).status).toBe(401);
});

test('the last owner stays', async () => {
  const people = await acme.send('/api/v1/users');
  const owner = people.body.items.find((person: { role: string }) => person.role === 'owner');
  const refused = await acme.send(`/api/v1/users/${owner.id}`, { method: 'PATCH', body: { role: 'viewer' } });
  expect(refused.status).toBe(409);
  expect(refused.body.type).toBe('urn:ringfence:problem:last-owner');
});

test('a new person signs in with the password they were given', async () => {
  const made = await acme.send('/api/v1/users', {
    body: { email: 'New@Example.com', role: 'manager', password: PASSWORD },
  });
  expect(made.status).toBe(201);
  expect(made.text).not.toContain('argon2');
  const session = await api.send('/api/v1/auth/sign-in', { body: { email: 'new@example.com', password: PASSWORD } });
  expect(session.body.user.role).toBe('manager');
  expect(
    (await acme.send('/api/v1/users', { body: { email: 'new@example.com', role: 'viewer', password: PASSWORD } }))
      .status,
  ).toBe(409);
});

describe('guessing', () => {
  const NOW = Date.parse('2026-11-20T15:00:00Z');
  const guess = async (url: string) =>
    (
      await fetch(`${url}/api/v1/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'a@example.com', password: 'guess' }),
      })
    ).status;
  let strict: TestApi;
  let nowMs = NOW;
  beforeAll(async () => {
    strict = await startTestApi({
      config: (config) => ({ ...config, limits: { ...config.limits, signInPerMinute: 3 } }),
      now: () => nowMs,
    });
  });
  afterAll(() => strict.close());

  test('is slowed down over all API processes, by the minute', async () => {
    const second = await another(strict.deps);
    const statuses = [];
    for (const url of [strict.url, second.url, strict.url, second.url, strict.url]) statuses.push(await guess(url));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    const refused = await strict.send('/api/v1/auth/sign-in', { body: { email: 'a@example.com', password: 'guess' } });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    nowMs += 60_000;
    expect(await guess(second.url)).toBe(401);
    await second.close();
  });

  test('is slowed down by each process alone while the database does not say what the others counted', async () => {
    nowMs += 60_000;
    const { database } = strict.deps;
    const silent: Database = {
      ...database,
      outsideTenants: (sql, parameters) =>
        sql.includes('request_counts') ? new Promise(() => undefined) : database.outsideTenants(sql, parameters),
    };
    const [first, second] = [
      await another({ ...strict.deps, database: silent }),
      await another({ ...strict.deps, database: silent }),
    ];
    const statuses = [];
    for (const url of [first.url, first.url, first.url, first.url, second.url]) statuses.push(await guess(url));
    expect(statuses).toEqual([401, 401, 401, 429, 401]);
    await first.close();
    await second.close();
  });
});

/** As if in a process of its own. */
async function another(deps: ApiDependencies): Promise<{ url: string; close(): Promise<unknown> }> {
  const server = createServer(createApp(deps));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, close };
}
