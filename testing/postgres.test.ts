import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from './postgres.ts';

const opened: TestDatabase[] = [];

afterEach(async () => {
  for (const database of opened.splice(0)) await database.drop();
});

async function aDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  opened.push(database);
  return database;
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('two databases of one run do not see each other', async () => {
  const [left, right] = [await aDatabase(), await aDatabase()];
  await rows(left.ownerUrl, 'create table mine (n int)');
  expect(await rows(right.ownerUrl, `select to_regclass('mine') as found`)).toEqual([{ found: null }]);
});

test('databases can be created at the same time', async () => {
  const all = await Promise.all([aDatabase(), aDatabase(), aDatabase(), aDatabase()]);
  expect(new Set(all.map((database) => database.ownerUrl)).size).toBe(4);
});

test('a dropped database is gone although a connection was open', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  await database.drop();
  await expect(rows(database.ownerUrl, 'select 1')).rejects.toThrow('does not exist');
});
