import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startTestApi, type TestApi, type TestTenant } from '../testing/test-api.ts';

let api: TestApi;
let acme: TestTenant;

beforeAll(async () => {
  api = await startTestApi();
  acme = await api.tenant();
});
afterAll(() => api.close());

const create = (tenant: TestTenant, name: string, key: string) =>
  tenant.send('/api/v1/lists', { body: { name }, headers: { 'idempotency-key': key } });

async function namesOf(tenant: TestTenant): Promise<string[]> {
  const rows = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ name: string }>('select name from lists'),
  );
  return rows.map((row) => row.name);
}

test('a repeated request gets the first answer and changes nothing', async () => {
  const key = randomUUID();
  const first = await create(acme, 'Once', key);
  const second = await create(acme, 'Once', key);
  expect(first.status).toBe(201);
  expect(second.status).toBe(201);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect((await namesOf(acme)).filter((name) => name === 'Once')).toHaveLength(1);
});

test('another content under the same key is refused', async () => {
  const key = randomUUID();
  await create(acme, 'This', key);
  const other = await create(acme, 'That', key);
  expect(other.status).toBe(422);
  expect(other.body.type).toBe('urn:ringfence:problem:idempotency-key-reused');
  expect(await namesOf(acme)).not.toContain('That');
});

test('of many at once one does the work, and the others are told to come back or get its answer', async () => {
  const tenant = await api.tenant();
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 12 }, () => create(tenant, 'Together', key)));
  expect(await namesOf(tenant)).toEqual(['Together']);
  for (const answer of answers) expect([201, 409]).toContain(answer.status);
  expect(
    answers.filter((answer) => answer.status === 201 && answer.headers.get('idempotent-replayed') === null),
  ).toHaveLength(1);
  for (const busy of answers.filter((answer) => answer.status === 409)) {
    expect(busy.body.type).toBe('urn:ringfence:problem:idempotency-key-in-progress');
    expect(busy.headers.get('retry-after')).toBe('1');
  }
  expect((await create(tenant, 'Together', key)).status).toBe(201);
});

test('a request that failed may be sent again under its key', async () => {
  const tenant = await api.tenant();
  await tenant.send('/api/v1/lists', { body: { name: 'Taken' } });
  const key = randomUUID();
  expect((await create(tenant, 'Taken', key)).status).toBe(409);
  await api.deps.database.inTenant(tenant.id, (tx) => tx.query('delete from lists'));
  expect((await create(tenant, 'Taken', key)).status).toBe(201);
});

test('a key of one tenant means nothing to another', async () => {
  const other = await api.tenant();
  const key = randomUUID();
  expect((await create(acme, 'Mine', key)).headers.get('idempotent-replayed')).toBeNull();
  const theirs = await create(other, 'Mine', key);
  expect(theirs.status).toBe(201);
  expect(theirs.headers.get('idempotent-replayed')).toBeNull();
});

test('a key that was shown once is not kept in the clear', async () => {
  const key = randomUUID();
  const made = await acme.send('/api/v1/api-keys', {
    body: { name: 'Secret', role: 'viewer' },
    headers: { 'idempotency-key': key },
  });
  const stored = await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query<{ text: string }>('select response::text as text from idempotency_keys where key = $1', [key]),
  );
  expect(stored[0]?.text).not.toContain(made.body.key);
  const again = await acme.send('/api/v1/api-keys', {
    body: { name: 'Secret', role: 'viewer' },
    headers: { 'idempotency-key': key },
  });
  expect(again.body.key).toBe(made.body.key);
});
