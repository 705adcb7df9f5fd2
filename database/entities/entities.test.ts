import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OptimisticLockError } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { TenantId } from '../../domain/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { connectDatabase, type Database } from '../connect.ts';
import { Agent } from './agent.ts';
import { Campaign } from './campaign.ts';
import { Event } from './event.ts';
import { Tenant } from './tenant.ts';

interface Column {
  type: string;
  nullable: boolean;
  key: boolean;
  hasDefault: boolean;
}
type Tables = Record<string, Record<string, Column>>;

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await connectDatabase(server.appUrl, { poolSize: 2 });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

async function liveTables(): Promise<Tables> {
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<Column & { table: string; column: string }>(`
      select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
        not a.attnotnull as nullable, a.atthasdef as "hasDefault",
        exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey)) as key
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> 'migrations'`);
    const tables: Tables = {};
    for (const { table, column, ...rest } of rows) (tables[table] ??= {})[column] = rest;
    return tables;
  } finally {
    await owner.end();
  }
}

/** Names that MikroORM and Postgres give to the same type. */
const CANONICAL: Record<string, string> = {
  timestamptz: 'timestamp with time zone',
  int: 'integer',
};

function declaredTables(): Tables {
  const tables: Tables = {};
  for (const meta of database.orm.getMetadata().getAll().values()) {
    const columns: Record<string, Column> = {};
    for (const property of meta.props) {
      const type = property.columnTypes[0] ?? '';
      columns[property.fieldNames[0] ?? ''] = {
        type: CANONICAL[type] ?? type,
        nullable: property.nullable === true,
        key: property.primary === true,
        hasDefault: property.defaultRaw !== undefined,
      };
    }
    tables[meta.tableName] = columns;
  }
  return tables;
}

test('every table and column of the live schema is declared, with its type, nullability, key and default', async () => {
  expect(declaredTables()).toEqual(await liveTables());
});

async function aTenant(): Promise<TenantId> {
  const rows = await database.outsideTenants<{ id: TenantId }>('select uuidv7() as id');
  const id = rows[0]!.id;
  await database.emInTenant(id, async (em) => {
    em.create(Tenant, { id, slug: `t-${id.slice(-12)}`, name: 'Somebody' });
    await em.flush();
  });
  return id;
}

test('an agent is created with what Postgres fills in, changed, and found again', async () => {
  const tenantId = await aTenant();
  const id = await database.emInTenant(tenantId, async (em) => {
    const agent = em.create(Agent, { tenantId, name: 'Sales' });
    await em.flush();
    return agent.id;
  });
  await database.emInTenant(tenantId, async (em) => {
    const agent = await em.findOneOrFail(Agent, { tenantId, id });
    agent.config = { greetingMessage: 'Hello' };
  });
  const found = await database.emInTenant(tenantId, (em) => em.findOneOrFail(Agent, { tenantId, id }));
  expect(found).toMatchObject({ name: 'Sales', status: 'draft', version: 2, config: { greetingMessage: 'Hello' } });
  expect(found.createdAt).toBeInstanceOf(Date);
  expect(found.updatedAt.getTime()).toBeGreaterThanOrEqual(found.createdAt.getTime());
});

test('two changes of the same version do not overwrite each other', async () => {
  const tenantId = await aTenant();
  const id = await database.emInTenant(tenantId, async (em) => {
    const campaign = em.create(Campaign, { tenantId, name: 'Spring', callsPerSecond: 2.5 });
    await em.flush();
    return campaign.id;
  });
  // Neither writes before both have read.
  const { promise: bothHaveRead, resolve: release } = Promise.withResolvers<void>();
  let readers = 0;
  const change = (name: string) =>
    database.emInTenant(tenantId, async (em) => {
      const campaign = await em.findOneOrFail(Campaign, { tenantId, id });
      expect(campaign.callsPerSecond).toBe(2.5);
      em.assign(campaign, { name });
      readers += 1;
      if (readers === 2) release();
      await bothHaveRead;
    });
  const results = await Promise.allSettled([change('Summer'), change('Autumn')]);
  const lost = results.filter((result) => result.status === 'rejected');
  expect(lost.map((result) => result.reason)).toEqual([expect.any(OptimisticLockError)]);
});

test('rows of a partitioned table are written and read through the parent', async () => {
  const tenantId = await aTenant();
  await database.emInTenant(tenantId, async (em) => {
    await em.insert(Event, { tenantId, type: 'campaign.started' });
  });
  const events = await database.emInTenant(tenantId, (em) => em.find(Event, { tenantId }));
  expect(events.map((event) => event.type)).toEqual(['campaign.started']);
});
