import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectDatabase, type Database } from '../../../database/connect.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { WEEKDAYS } from '../../../domain/time.ts';
import { zoneTable } from '../../../numbering/zones.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/postgres.ts';
import { windowForLeadsProblems } from './window-for-leads.ts';

const tenantId = randomUUID() as TenantId;
let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await connectDatabase(server.appUrl);
  await database.inTenant(tenantId, (tx) =>
    tx.query(`insert into tenants (id, slug, name) values ($1, $2, 'Test')`, [tenantId, `t-${tenantId}`]),
  );
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

/** A list with one lead in each of the areas. */
async function aList(...areas: string[]): Promise<string> {
  const listId = randomUUID();
  await database.inTenant(tenantId, async (tx) => {
    await tx.query('insert into lists (tenant_id, id, name) values ($1, $2, $3)', [tenantId, listId, listId]);
    for (const area of areas) {
      const [person, lead] = [randomUUID(), randomUUID()];
      await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [tenantId, person]);
      await tx.query('insert into leads (tenant_id, id, list_id, person_id) values ($1, $2, $3, $4)', [
        ...[tenantId, lead, listId, person],
      ]);
      await tx.query(
        `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
         values ($1, $2, 0, $3, '', 'k1', $4, $5, '01')`,
        [tenantId, lead, listId, randomBytes(32), area],
      );
    }
  });
  return listId;
}

const problemsOf = async (areas: string[], zone: string) => {
  const listIds = [await aList(...areas)];
  const callingWindow = { days: [...WEEKDAYS], start: '08:00', end: '10:00', zone };
  const now = { zones: zoneTable(), nowMs: Date.parse('2026-11-20T00:00:00Z') };
  return database.inTenant(tenantId, (tx) => windowForLeadsProblems(tx, { callingWindow, listIds }, now));
};

test('a window in London that is night for every lead keeps the campaign from starting, and says where', async () => {
  const [problem, ...others] = await problemsOf(['+1310', '+1415', '+1800'], 'Europe/London');
  expect(problem).toMatchObject({
    field: 'callingWindow',
    message: expect.stringContaining('of 2 of 2 places, for example America/Los_Angeles'),
  });
  expect(others).toEqual([]);
});

test('a window that is open for some of the leads does not', async () => {
  expect(await problemsOf(['+1310', '+44'], 'Europe/London')).toEqual([]);
  expect(await problemsOf(['+1310'], 'America/Los_Angeles')).toEqual([]);
  expect(await problemsOf([], 'Europe/London')).toEqual([]);
});
