import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { TenantId } from '../../domain/ids.ts';
import type { ZoneTable } from '../../domain/time.ts';
import { createKeyring, SEAL } from '../../keyring/keyring.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { connectDatabase, type Database } from '../connect.ts';
import { DEMO_DO_NOT_CALL, type DemoOptions, seedDemo } from './seed-demo.ts';

const key = () => randomBytes(32).toString('base64');
const keyring = createKeyring(JSON.stringify({ current: 'k1', keys: { k1: key() } }), key());
const easternStandard: ZoneTable = {
  version: 'test',
  has: () => true,
  offsetMinutes: () => -300,
  nextChange: () => Infinity,
};
const options: DemoOptions = {
  now: Date.parse('2026-11-21T03:00:00Z'),
  zones: easternStandard,
  hashPassword: async (password) => `hash of ${password}`,
};

let server: TestDatabase;
let database: Database;
beforeEach(async () => {
  server = await createTestDatabase();
  database = await connectDatabase(server.appUrl, { poolSize: 3 });
});
afterEach(async () => {
  await database?.close();
  await server?.drop();
});

const count = (tenantId: TenantId, table: string) =>
  database.inTenant(tenantId, async (tx) => {
    const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    return row?.n;
  });

test('the demonstration has an owner, three agents, two trunks, a number, a list and a campaign', async () => {
  const demo = await seedDemo(database, keyring, options);
  expect(demo.created).toBe(true);
  expect(demo.ownerPassword).toMatch(/^[\w-]{16}$/);
  const counts: Record<string, number | undefined> = {};
  const tables = [
    'users',
    'agents',
    'agent_versions',
    'trunks',
    'phone_numbers',
    'lists',
    'campaigns',
    'campaign_agents',
    'suppressions',
  ];
  for (const table of tables) counts[table] = await count(demo.tenantId, table);
  expect(counts).toEqual({
    users: 1,
    agents: 3,
    agent_versions: 3,
    trunks: 2,
    phone_numbers: 1,
    lists: 1,
    campaigns: 1,
    campaign_agents: 1,
    suppressions: 1,
  });
});

test('seeding again changes nothing, the clock included', async () => {
  const first = await seedDemo(database, keyring, options);
  await database.inTenant(first.tenantId, (tx) => tx.query(`update agents set name = 'Renamed' where name = 'Sales'`));
  const second = await seedDemo(database, keyring, { ...options, now: options.now + 4 * 3_600_000 });
  expect(second.created).toBe(false);
  expect(second.clockOffsetMs).toBe(first.clockOffsetMs);
  const agents = await database.inTenant(first.tenantId, (tx) => tx.query('select name from agents order by name'));
  expect(agents.map((agent) => agent['name'])).toEqual(['Greeting', 'Renamed', 'Support']);
});

test('the password is given once, by the start that makes the owner', async () => {
  const first = await seedDemo(database, keyring, options);
  expect((await seedDemo(database, keyring, options)).ownerPassword).toBeUndefined();
  const [owner] = await database.inTenant(first.tenantId, (tx) => tx.query('select password_hash from users'));
  expect(owner?.['password_hash']).toBe(`hash of ${first.ownerPassword}`);
});

test('a password that nobody can have seen is made anew, until somebody has signed in', async () => {
  const first = await seedDemo(database, keyring, options);
  const again = await seedDemo(database, keyring, { ...options, renewPassword: 'unless-used' });
  expect(again.ownerPassword).toMatch(/^[\w-]{16}$/);
  expect(again.ownerPassword).not.toBe(first.ownerPassword);
  await database.inTenant(first.tenantId, (tx) => tx.query('update users set last_sign_in_at = now()'));
  const used = await seedDemo(database, keyring, { ...options, renewPassword: 'unless-used' });
  expect(used.ownerPassword).toBeUndefined();
  const lost = await seedDemo(database, keyring, { ...options, renewPassword: 'now' });
  const [owner] = await database.inTenant(first.tenantId, (tx) => tx.query('select password_hash from users'));
  expect(owner?.['password_hash']).toBe(`hash of ${lost.ownerPassword}`);
});

test('a start in the evening goes on on a Tuesday morning, and what was due comes nearer by as much', async () => {
  const first = await seedDemo(database, keyring, options);
  const due = new Date(options.now + 12 * 3_600_000);
  await database.inTenant(first.tenantId, async (tx) => {
    const ids = [first.tenantId, first.listId, first.campaignId];
    await tx.query(
      `with p as (insert into persons (tenant_id) values ($1) returning id),
         l as (insert into leads (tenant_id, list_id, person_id) select $1, $2, id from p returning id)
       insert into campaign_leads (tenant_id, campaign_id, lead_id, priority, next_attempt_at) select $1, $3, id, 5, $4 from l`,
      [...ids, due],
    );
  });
  const dueNow = () =>
    database.inTenant(first.tenantId, (tx) =>
      tx.query<{ at: Date }>('select next_attempt_at as at from campaign_leads'),
    );

  const soon = await seedDemo(database, keyring, { ...options, now: options.now + 3_600_000 });
  expect(soon.clockOffsetMs).toBe(first.clockOffsetMs);
  expect(await dueNow()).toEqual([{ at: due }]);

  const evening = { ...options, now: options.now + 10 * 3_600_000 };
  const wound = await seedDemo(database, keyring, evening);
  const forward = wound.clockOffsetMs - first.clockOffsetMs;
  expect(new Date(evening.now + wound.clockOffsetMs).toISOString()).toBe('2026-12-01T17:20:00.000Z');
  expect(await dueNow()).toEqual([{ at: new Date(due.getTime() - forward) }]);
});

test('two starts at once seed one demonstration', async () => {
  const demos = await Promise.all([seedDemo(database, keyring, options), seedDemo(database, keyring, options)]);
  expect(demos.filter((demo) => demo.created)).toHaveLength(1);
  expect(await count(demos[0].tenantId, 'agents')).toBe(3);
});

test('the number that asked not to be called is found by its index and stored sealed', async () => {
  const demo = await seedDemo(database, keyring, options);
  const [row] = await database.inTenant(demo.tenantId, (tx) =>
    tx.query<{ number_enc: Buffer; key_id: string }>(
      'select number_enc, key_id from suppressions where number_hmac = $1',
      [keyring.numberIndex(DEMO_DO_NOT_CALL)],
    ),
  );
  expect(row?.number_enc.toString('latin1')).not.toContain('555');
  const opened = keyring.open({ keyId: row?.key_id ?? '', data: row?.number_enc ?? Buffer.alloc(0) }, SEAL.number);
  expect(opened.toString()).toBe(DEMO_DO_NOT_CALL);
});
