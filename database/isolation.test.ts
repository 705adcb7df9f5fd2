import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { writeOneRowEach } from './isolation/one-row-each.ts';
import { connectIntruder, type Intruder } from './isolation/probe.ts';
import { INSTALLATION_WIDE, type Table, tablesOf } from './isolation/tables.ts';

type Tenant = Awaited<ReturnType<typeof writeOneRowEach>>;

let server: TestDatabase;
let owner: pg.Client;
let intruder: Intruder;
let ours: Tenant;
let theirs: Tenant;
let tables: Table[];
let tenantTables: Table[];

beforeAll(async () => {
  server = await createTestDatabase();
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ours = await writeOneRowEach(owner, 'ours');
  theirs = await writeOneRowEach(owner, 'theirs');
  await owner.query(`insert into trunks (name, carrier) values ('shared', 'fake')`);
  intruder = await connectIntruder(server.appUrl);
  tables = await tablesOf(owner);
  tenantTables = tables.filter((table) => !INSTALLATION_WIDE.includes(table.name) && table.partitionOf === null);
});
afterAll(async () => {
  await intruder?.close();
  await owner?.end();
  await server?.drop();
});

/** Every try of an intruder, over every table. Empty: tenants are apart. */
async function allBreaches(): Promise<string[]> {
  const found: string[] = [];
  for (const table of tenantTables) {
    found.push(...(await intruder.breaches(table, ours.tenantId, theirs.tenantId, theirs.rows.get(table.name) ?? {})));
  }
  return found;
}

async function namesOf(sql: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(sql);
  return rows.map((row) => row.name);
}

describe('every table', () => {
  test('is the installation’s or has forced row-level security', () => {
    const open = tables.filter((table) => !table.forced).map((table) => table.name);
    expect(open.toSorted()).toEqual(INSTALLATION_WIDE);
  });

  test('of tenants has a row of each tenant in this test, so that there is something to steal', () => {
    const names = tenantTables.map((table) => table.name);
    expect([...theirs.rows.keys()].toSorted()).toEqual(names.toSorted());
  });

  test('shows nothing before a tenant is set, except trunks that are shared', async () => {
    const seen: Record<string, number> = {};
    for (const table of tenantTables) {
      const rows = await intruder.seenWithoutTenant(table);
      if (rows > 0) seen[table.name] = rows;
    }
    expect(seen).toEqual({ trunks: 1 });
  });

  test('shows a tenant its own row and nothing else', async () => {
    for (const { name, owner: column } of tenantTables) {
      const own = await intruder.attempt(ours.tenantId, `select from ${name} where ${column} = $1`, [ours.tenantId]);
      expect({ name, rows: own.rows }).toEqual({ name, rows: 1 });
    }
  });

  test('refuses to read, write, change, delete or give away rows across tenants', async () => {
    expect(await allBreaches()).toEqual([]);
  });

  test.each([
    ['a policy that lets everything pass', 'create policy hole on leads to ringfence_app using (true)', 'leads'],
    ['a table whose row-level security is off', 'alter table turns disable row level security', 'turns'],
    ['a policy without a check', 'create policy hole on users to ringfence_app with check (true)', 'users'],
  ])('the tries above notice %s', async (_name, hole, table) => {
    const undo = table === 'turns' ? 'alter table turns enable row level security' : `drop policy hole on ${table}`;
    await owner.query(hole);
    try {
      const found = await allBreaches();
      expect(found.length).toBeGreaterThan(0);
      expect(found.every((breach) => breach.startsWith(`${table}: `))).toBe(true);
    } finally {
      await owner.query(undo);
    }
  });
});

describe('partitions', () => {
  test('cannot be reached around their parent', async () => {
    const partitions = tables.filter((table) => table.partitionOf !== null);
    expect(partitions.length).toBeGreaterThanOrEqual(5 * 3);
    for (const { name } of partitions) {
      for (const sql of [`select from ${name}`, `delete from ${name}`, `insert into ${name} default values`]) {
        expect({ sql, ...(await intruder.attempt(theirs.tenantId, sql)) }).toEqual({ sql, rows: 0, refused: '42501' });
      }
    }
  });

  test('made later are closed too', async () => {
    await owner.query('select ensure_partitions(14)');
    const open = (await tablesOf(owner)).filter((table) => table.partitionOf !== null && !table.forced);
    expect(open).toEqual([]);
  });
});

test.each(['ledger_entries', 'events'])('%s are appended, never changed, even by their own tenant', async (table) => {
  for (const sql of [`update ${table} set at = now()`, `delete from ${table}`, `truncate ${table}`]) {
    expect({ sql, ...(await intruder.attempt(ours.tenantId, sql)) }).toEqual({ sql, rows: 0, refused: '42501' });
  }
});

test('a shared trunk is seen by every tenant and changed by none', async () => {
  for (const sql of [
    `update trunks set name = 'mine' where tenant_id is null`,
    'delete from trunks where tenant_id is null',
  ]) {
    expect(await intruder.attempt(ours.tenantId, sql)).toEqual({ rows: 0 });
  }
  const added = await intruder.attempt(ours.tenantId, `insert into trunks (name, carrier) values ('free', 'fake')`);
  expect(added.refused).toBe('42501');
});

test('COPY into a tenant’s table is refused, so imports go through a temporary one', async () => {
  const copied = await intruder.attempt(ours.tenantId, 'copy leads from stdin');
  expect(copied.refused).toBe('0A000');
});

describe('foreign keys', () => {
  test('carry the tenant on both sides', async () => {
    // Trunks may be shared, so their key is the id alone; policies decide who sees one. The first table is a tenant's own.
    const without = await namesOf(`
      select conrelid::regclass || ' -> ' || confrelid::regclass as name from pg_constraint k
      where contype = 'f' and conparentid = 0 and confrelid not in ('tenants'::regclass, 'trunks'::regclass)
        and not exists (select from unnest(conkey, confkey) as pair (here, there)
          join pg_attribute a on a.attrelid = conrelid and a.attnum = here and a.attname = 'tenant_id'
          join pg_attribute b on b.attrelid = confrelid and b.attnum = there and b.attname = 'tenant_id')`);
    expect(without).toEqual([]);
  });

  test('do not reach another tenant’s row, even though constraint checks bypass policies', async () => {
    const list = theirs.rows.get('lists')?.['id'];
    const person = ours.rows.get('persons')?.['id'];
    const stolen = await intruder.attempt(
      ours.tenantId,
      'insert into leads (tenant_id, list_id, person_id) values ($1, $2, $3)',
      [ours.tenantId, list, person],
    );
    expect(stolen.refused).toBe('23503');
  });
});

describe('the application’s role', () => {
  test('is no superuser, bypasses nothing, owns nothing and is no member of the definer', async () => {
    const { rows } = await owner.query(`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (select count(*)::int from pg_class where relowner = r.oid) as owns,
        pg_has_role(r.oid, 'ringfence_definer', 'member') as definer
      from pg_roles r where rolname = 'ringfence_app'`);
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owns: 0, definer: false },
    ]);
  });

  test('cannot touch the limiters or the list of migrations', async () => {
    for (const sql of [
      'select from limiters',
      'delete from limiters',
      'select from migrations',
      'delete from installation',
    ]) {
      expect({ sql, ...(await intruder.attempt(ours.tenantId, sql)) }).toEqual({ sql, rows: 0, refused: '42501' });
    }
  });
});

describe('functions that look across tenants', () => {
  test('are these and no others, with a fixed search path, closed to the public', async () => {
    const functions = await namesOf(`select proname as name from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef order by 1`);
    expect(functions).toEqual(KNOWN_FUNCTIONS);
    const loose = await namesOf(`select proname as name from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef
        and (proconfig is null or not 'search_path=public, pg_temp' = any(proconfig)
          or has_function_privilege('public', oid, 'execute'))`);
    expect(loose).toEqual([]);
  });

  const ask = async (sql: string, parameters: unknown[]) => {
    const client = new pg.Client({ connectionString: server.appUrl });
    await client.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.tenant', $1, true)`, [ours.tenantId]);
      return (await client.query<Record<string, unknown>>(sql, parameters)).rows;
    } finally {
      await client.end();
    }
  };

  test('say nothing about, and change nothing in, another tenant’s campaign or trunk', async () => {
    const campaign = theirs.rows.get('campaigns')?.['id'];
    const trunk = theirs.rows.get('trunks')?.['id'];
    expect(await ask('select read_limits($1) as found', [campaign])).toEqual([{ found: null }]);
    expect(await ask('select lock_limits($1) as found', [campaign])).toEqual([{ found: null }]);
    expect(await ask(`select pause_trunk($1, 'x') as paused`, [trunk])).toEqual([{ paused: false }]);
    expect(await ask('select read_limits($1) is null as nothing', [ours.rows.get('campaigns')?.['id']])).toEqual([
      { nothing: false },
    ]);
    await owner.query(`insert into limiters (kind, id) values ('campaign', $1)`, [campaign]);
    await ask('select set_last_slots($1, $2, now(), now())', [campaign, ours.rows.get('trunks')?.['id']]);
    const { rows } = await owner.query('select last_slot_at from limiters where id = $1', [campaign]);
    expect(rows).toEqual([{ last_slot_at: null }]);
  });

  test('answer a sign-in for one address, never for a pattern', async () => {
    expect(await ask('select email from sign_in_candidate($1)', ['THEIRS@example.com'])).toHaveLength(1);
    expect(await ask('select email from sign_in_candidate($1)', ['%'])).toEqual([]);
  });

  test('tell whose call it is to whoever has its id, and nothing else', async () => {
    const call = theirs.rows.get('calls')?.['id'];
    expect(await ask('select * from tenant_of_call($1)', [call])).toEqual([{ tenant_of_call: theirs.tenantId }]);
    const stranger = theirs.rows.get('leads')?.['id'];
    expect(await ask('select * from tenant_of_call($1)', [stranger])).toEqual([{ tenant_of_call: null }]);
  });

  test('renew statistics without answering anything', async () => {
    expect(await ask('select refresh_list_statistics() as said', [])).toEqual([{ said: '' }]);
  });

  test.each([
    ['tenant_ids()', ['tenant_ids']],
    ['ledger_due()', ['ledger_due']],
    ['outbox_due(10)', ['tenant_id', 'id']],
    [`leases_before(now() + interval '1 day')`, ['tenant_id', 'attempt_id', 'media', 'acquired_at']],
  ])('%s gives sweepers ids, not contents', async (call, columns) => {
    const [first] = await ask(`select * from ${call}`, []);
    expect(Object.keys(first ?? {})).toEqual(columns);
  });
});

/** A function that looks across tenants is added here only after asking what it can be made to tell. */
const KNOWN_FUNCTIONS = [
  'awaits_owner',
  'campaigns_without_voice',
  'end_dnc_grant',
  'ensure_partitions',
  'events_after',
  'grant_dnc_list',
  'leases_before',
  'ledger_backlog',
  'ledger_due',
  'ledger_resume_count',
  'ledger_sealed_up_to',
  'lock_limits',
  'outbox_due',
  'pause_trunk',
  'read_limits',
  'refresh_list_statistics',
  'set_last_slots',
  'sign_in_candidate',
  'tenant_ids',
  'tenant_of_call',
];
