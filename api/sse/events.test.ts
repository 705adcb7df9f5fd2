import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startTestApi, type TestApi, type TestTenant } from '../testing/test-api.ts';
import { type Heard, listen, type Listening } from '../testing/listen.ts';

let api: TestApi;
let acme: TestTenant;
const open: Listening[] = [];

beforeAll(async () => {
  api = await startTestApi({ config: (config) => ({ ...config, limits: { ...config.limits, listenerCheckMs: 50 } }) });
  acme = await api.tenant();
});
afterAll(async () => {
  for (const listening of open) listening.close();
  await api.close();
});

async function hear(
  tenant: TestTenant,
  path = '/api/v1/events',
  lastEventId?: string,
  as: 'viewer' | 'manager' = 'viewer',
): Promise<Listening> {
  const listening = await listen(api.url + path, await tenant.token(as), lastEventId);
  open.push(listening);
  return listening;
}

/** Writes one event a transaction; `holdMs` keeps its transaction open, so that it commits after younger ones. */
async function happen(tenant: TestTenant, n: number, holdMs = 0): Promise<void> {
  await api.deps.database.inTenant(tenant.id, async (tx) => {
    await tx.query(`insert into events (tenant_id, type, data) values ($1, 'test', jsonb_build_object('n', $2::int))`, [
      tenant.id,
      n,
    ]);
    if (holdMs > 0) await tx.query('select pg_sleep($1)', [holdMs / 1000]);
  });
}

const numbers = (heard: readonly Heard[]) =>
  heard.filter((event) => event.name === 'test').map((event) => event.data.data.n as number);
const byNumber = (left: number, right: number) => left - right;

test('events arrive as they happen, and only the tenant’s own', async () => {
  const rival = await api.tenant();
  const listening = await hear(acme);
  await happen(rival, 99);
  await happen(acme, 1);
  await listening.until((heard) => numbers(heard).length === 1);
  expect(numbers(listening.heard)).toEqual([1]);
});

test('a reader that comes back with its last id misses nothing and gets nothing twice, though commits overtake each other', async () => {
  const tenant = await api.tenant();
  const first = await hear(tenant);
  const writing = (async () => {
    const running: Promise<void>[] = [];
    for (let n = 1; n <= 60; n++) {
      // Every third transaction stays open while later ones commit.
      running.push(happen(tenant, n, n % 3 === 0 ? 120 : 0));
      if (n % 4 === 0) await Promise.all(running.splice(0));
    }
    await Promise.all(running);
  })();
  await first.until((heard) => numbers(heard).length >= 10);
  first.close();
  const seen = numbers(first.heard);
  const second = await hear(tenant, '/api/v1/events', first.lastId());
  await second.until((heard) => numbers(heard).length >= 15);
  second.close();
  seen.push(...numbers(second.heard));
  await writing;
  const third = await hear(tenant, '/api/v1/events', second.lastId());
  await third.until((heard) => seen.length + numbers(heard).length >= 60);
  seen.push(...numbers(third.heard));
  expect(seen.toSorted(byNumber)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});

test('a long absence is made up for page by page', async () => {
  const tenant = await api.tenant();
  const listening = await hear(tenant);
  await listening.until((heard) => heard.length > 0);
  listening.close();
  await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query(
      `insert into events (tenant_id, type, data) select $1, 'test', jsonb_build_object('n', n) from generate_series(1, 1300) n`,
      [tenant.id],
    ),
  );
  const back = await hear(tenant, '/api/v1/events', listening.lastId());
  await back.until((heard) => numbers(heard).length >= 1300);
  expect(numbers(back.heard).toSorted(byNumber)).toEqual(Array.from({ length: 1300 }, (_, index) => index + 1));
});

test('a campaign’s stream carries that campaign alone', async () => {
  const [mine, other] = [await campaign('Mine'), await campaign('Other')];
  const listening = await hear(acme, `/api/v1/campaigns/${mine}/events`);
  await acme.send(`/api/v1/campaigns/${other}`, { method: 'PUT', body: { callsPerSecond: 2 } });
  await acme.send(`/api/v1/campaigns/${mine}`, { method: 'PUT', body: { callsPerSecond: 2 } });
  await listening.until((heard) => heard.some((event) => event.name === 'campaign.changed'));
  expect(
    listening.heard.filter((event) => event.name === 'campaign.changed').map((event) => event.data.campaignId),
  ).toEqual([mine]);
});

test('a made-up place to resume from is the present', async () => {
  const listening = await hear(acme, '/api/v1/events', "1' or 1=1");
  await listening.until((heard) => heard.length > 0);
  expect(listening.heard[0]).toMatchObject({ name: 'ready', data: { resumed: false } });
});

test('a place of another course of events, or one not reached yet, is told to be lost; an open stream ends with its course', async () => {
  const tenant = await api.tenant();
  const listening = await hear(tenant);
  await listening.until((heard) => heard.length > 0);
  const [course, place] = listening.lastId().split('.');
  await happen(tenant, 1);
  const lost = async (lastId: string) => {
    const back = await hear(tenant, '/api/v1/events', lastId);
    await back.until((heard) => heard.length > 0);
    return !back.heard[0]?.data.resumed;
  };
  expect(await lost(`${course}.${place}`)).toBe(false);
  expect(await lost(`${'0'.repeat(12)}.${place}`)).toBe(true);
  expect(await lost(`${course}.9${place}`)).toBe(true);
  await listening.until((heard) => numbers(heard).length === 1);
  await restored();
  await listening.ended();
  expect(await lost(listening.lastId())).toBe(true);
  const back = await hear(tenant);
  await back.until((heard) => heard.length > 0);
  await happen(tenant, 2);
  await back.until((heard) => numbers(heard).includes(2));
});

/** As a restore marks the database. */
async function restored(): Promise<void> {
  const owner = new pg.Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
  await owner.query(
    `insert into installation (key, value) values ('restored_at', to_jsonb(now()::text))
     on conflict (key) do update set value = excluded.value`,
  );
  await owner.end();
}

async function campaign(name: string): Promise<string> {
  return (await acme.send('/api/v1/campaigns', { body: { name } })).body.id;
}

describe('whoever is let in no more', () => {
  test('hears nothing after their key is revoked, their account disabled or their role changed', async () => {
    const tenant = await api.tenant();
    const { body: key } = await tenant.send('/api/v1/api-keys', { body: { name: 'listener', role: 'viewer' } });
    const people = (await tenant.send('/api/v1/users')).body.items;
    const idOf = (role: string) => people.find((one: { role: string }) => one.role === role).id;
    const streams = [
      await listen(`${api.url}/api/v1/events`, key.key),
      await listen(`${api.url}/api/v1/events`, await tenant.token('viewer')),
      await listen(`${api.url}/api/v1/events`, await tenant.token('operator')),
    ];
    const stays = await hear(tenant, '/api/v1/events', undefined, 'manager');
    open.push(...streams);
    await tenant.send(`/api/v1/api-keys/${key.id}`, { method: 'DELETE' });
    await tenant.send(`/api/v1/users/${idOf('viewer')}`, { method: 'PATCH', body: { disabled: true } });
    await tenant.send(`/api/v1/users/${idOf('operator')}`, { method: 'PATCH', body: { role: 'viewer' } });
    await Promise.all(streams.map((stream) => stream.ended()));
    await happen(tenant, 1);
    await stays.until((heard) => numbers(heard).length === 1);
    expect(streams.flatMap((stream) => numbers(stream.heard))).toEqual([]);
  });
});
