import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { migrate } from './migrate.ts';

const APP_PASSWORD = process.env['RINGFENCE_TEST_APP_PASSWORD'] ?? '';

/** Migrated already; what is asked of an empty one makes it beside this. */
let server: TestDatabase;
beforeEach(async () => {
  server = await createTestDatabase();
});
afterEach(() => server.drop());

async function withEmptyDatabase(use: (url: string) => Promise<void>): Promise<void> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await query(server.ownerUrl, `create database ${name} template template0`);
  try {
    await use(Object.assign(new URL(server.ownerUrl), { pathname: `/${name}` }).href);
  } finally {
    await query(server.ownerUrl, `drop database ${name} with (force)`);
  }
}

async function query(url: string, sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}

test('an empty database gets the schema once; migrating again finds nothing to do', () =>
  withEmptyDatabase(async (url) => {
    const done = await migrate(url, { appPassword: APP_PASSWORD });
    expect(done[0]).toBe('20261121000000-foundations');
    expect(done.toSorted()).toEqual(done);
    expect(await migrate(url, { appPassword: APP_PASSWORD })).toEqual([]);
  }));

test('two starts at once migrate once', () =>
  withEmptyDatabase(async (url) => {
    const done = await Promise.all([
      migrate(url, { appPassword: APP_PASSWORD }),
      migrate(url, { appPassword: APP_PASSWORD }),
    ]);
    expect(done.toSorted((a, b) => a.length - b.length)[0]).toEqual([]);
    expect(done.flat()[0]).toBe('20261121000000-foundations');
  }));

test('the application logs in with its password and cannot change the schema', async () => {
  await expect(query(server.appUrl, 'create table mine (id int)')).rejects.toThrow('permission denied');
  await expect(query(server.appUrl, 'drop table leads')).rejects.toThrow('must be owner');
});

test('a row lands in the partition of the month its id was made in, or in the one for all others', async () => {
  const insert = `with t as (insert into tenants (slug, name) values (md5(random()::text), 'T') returning id)
    insert into events (tenant_id, id, type) select t.id, $1, 'x' from t returning tableoid::regclass::text as partition`;
  const [fresh] = await query(server.ownerUrl, 'select uuidv7() as id, to_char(now() at time zone $1, $2) as month', [
    'UTC',
    'YYYYMM',
  ]);
  expect(await query(server.ownerUrl, insert, [fresh?.['id']])).toEqual([
    { partition: `events_${String(fresh?.['month'])}` },
  ]);
  const long = await query(server.ownerUrl, insert, ['01000000-0000-7000-8000-000000000000']);
  expect(long).toEqual([{ partition: 'events_other' }]);
});

test('partitions of coming months can be made at any time, by several at once', async () => {
  const made = await Promise.all([1, 2, 3].map(() => query(server.ownerUrl, 'select ensure_partitions(5) as made')));
  const total = made.flat().reduce((sum, row) => sum + Number(row['made']), 0);
  expect(total).toBe(5 * 3);
});
