import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { uuidv7 } from './engine/uuidv7.ts';
import { migrate } from './migrate.ts';

let created: TestDatabase;
let owner: pg.Client;
beforeEach(async () => {
  created = await createTestDatabase();
  owner = new pg.Client({ connectionString: created.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await created.drop();
});

const monthOf = (months: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15));
};
const partitions = async () =>
  (
    await owner.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'events'::regclass order by 1`,
    )
  ).rows.map((row) => row.name);
const nameOf = (month: Date) => `events_${month.toISOString().slice(0, 7).replace('-', '')}`;

test('rows of a month that nobody made a partition for do not keep later months from getting theirs', async () => {
  const [late, later] = [monthOf(4), monthOf(5)];
  await owner.query(`insert into events (tenant_id, id, type) values ($1, $2, 'test')`, [
    randomUUID(),
    uuidv7(late.getTime()),
  ]);
  await owner.query('select ensure_partitions(5)');
  expect(await partitions()).toContain(nameOf(later));
  expect((await owner.query(`select 1 from events where type = 'test'`)).rowCount).toBe(1);
});

test('an installation that was off for months has its partitions before anything is written', async () => {
  for (const parent of ['attempts', 'calls', 'turns', 'ledger_entries', 'events'])
    await owner.query(`drop table ${parent}_${nameOf(monthOf(0)).slice(-6)}`);
  await migrate(created.ownerUrl, { appPassword: process.env['RINGFENCE_TEST_APP_PASSWORD'] ?? '' });
  expect(await partitions()).toContain(nameOf(monthOf(0)));
});
