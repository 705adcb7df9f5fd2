import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { TenantId } from '../../domain/ids.ts';
import { createKeyring } from '../../keyring/keyring.ts';
import { sealAll } from '../../temporal/seal-ledger.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { sealNow } from '../../testing/seal-now.ts';
import { startTestCluster, TEMPLATE_DATABASE, type TestCluster } from '../../testing/test-cluster.ts';
import { connectDatabase, type Database } from '../connect.ts';
import { appendLedger } from './append.ts';
import { headsBelow } from './heads.ts';

const keyring = createKeyring(
  JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 1).toString('base64') } }),
  randomBytes(32).toString('base64'),
);
const tenantId = randomUUID() as TenantId;
let old: TestDatabase;
let fresh: TestCluster;
let folder: string;
beforeAll(async () => {
  old = await createTestDatabase();
  fresh = await startTestCluster();
  folder = mkdtempSync('/tmp/ringfence-dump-');
  // Postgres itself writes the dump, as whichever user it runs.
  chmodSync(folder, 0o777);
});
afterAll(async () => {
  await fresh?.stop();
  await old?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const asOwner = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
const named = async (client: pg.Client, kinds: string[]) =>
  (
    await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = any($1)
         and not relispartition and relname <> 'migrations' order by 1`,
      [kinds],
    )
  ).rows.map(({ name }) => name);

const happen = (database: Database, type: string) =>
  database.inTenant(tenantId, (tx) =>
    tx.query('insert into events (tenant_id, type) values ($1, $2)', [tenantId, type]),
  );
const courseOf = async (database: Database) =>
  (await database.outsideTenants<{ course: string }>('select events_course() as course'))[0]?.course;

/** Data and the places of sequences by COPY, as pg_dump and pg_restore --data-only --disable-triggers take them over. */
async function dumpAndLoad(from: string, to: string): Promise<void> {
  const sequences = await asOwner(from, async (client) => {
    for (const table of await named(client, ['r', 'p'])) {
      await client.query(`copy (select * from ${table}) to '${join(folder, table)}'`);
    }
    const { rows } = await client.query<{ name: string; last: string }>(
      `select sequencename as name, last_value as last from pg_sequences where schemaname = 'public' and last_value is not null`,
    );
    return rows;
  });
  await asOwner(to, async (client) => {
    const tables = await named(client, ['r', 'p']);
    await client.query('set session_replication_role = replica');
    await client.query(`truncate ${tables.join()}`);
    for (const table of tables) await client.query(`copy ${table} from '${join(folder, table)}'`);
    for (const { name, last } of sequences) await client.query('select setval($1, $2)', [name, last]);
  });
}

test('a ledger goes on in a cluster that a dump was loaded into: what waited is sealed, nothing is written below it, and streams go on behind what was kept', async () => {
  const failures: object[] = [];
  const logger = { error: (_about: object, message: string) => void failures.push({ message }) };
  const clock = { now: () => Date.now() };
  const waited: string[] = [];
  await asOwner(old.ownerUrl, async (owner) => {
    await owner.query(`insert into tenants (id, slug, name) values ($1, 'loaded', 'Acme')`, [tenantId]);
    // Years of transactions that the new cluster has not seen.
    await owner.query('do $$ begin for i in 1..20000 loop perform pg_current_xact_id(); commit; end loop; end $$');
  });
  const before = await connectDatabase(old.appUrl, { poolSize: 2 });
  const append = (database: typeof before) =>
    database.inTenant(tenantId, (tx) => appendLedger(tx, Date.now(), [{ kind: 'intent', body: { n: 1 } }]));
  for (let n = 0; n < 3; n++) await append(before);
  await sealNow(before, keyring, tenantId);
  for (let n = 0; n < 2; n++) waited.push(...(await append(before)));
  await happen(before, 'kept');
  const courseBefore = await courseOf(before);
  await before.close();

  const admin = fresh.environment.RINGFENCE_TEST_POSTGRES;
  await asOwner(admin, (client) => client.query(`create database loaded template ${TEMPLATE_DATABASE}`));
  const appUrl = new URL(admin.replace(/\/postgres$/, '/loaded'));
  await dumpAndLoad(old.ownerUrl, appUrl.href);
  appUrl.username = 'ringfence_app';
  appUrl.password = fresh.environment.RINGFENCE_TEST_APP_PASSWORD;
  const after = await connectDatabase(appUrl.href, { poolSize: 2 });
  try {
    await expect(append(after)).rejects.toMatchObject({ code: '55000' });
    const courseLoaded = await courseOf(after);
    expect(courseLoaded).not.toBe(courseBefore);
    await sealAll({ database: after, keyring, clock, logger });
    expect(failures).toEqual([{ message: expect.stringContaining('a dump was loaded') }]);
    waited.push(...(await append(after)));
    // Streams too: what happens now comes after all that was kept, and places from before are known as such.
    await happen(after, 'since');
    expect([courseBefore, courseLoaded]).not.toContain(await courseOf(after));
    const events = await after.outsideTenants<{ type: string }>(
      `select type from events_after('0', '00000000-0000-0000-0000-000000000000', 10)`,
    );
    expect(events.map(({ type }) => type)).toEqual(['kept', 'since']);
    await sealNow(after, keyring, tenantId);
    const { heads, sealed, restores } = await after.inTenant(tenantId, async (tx) => ({
      heads: await headsBelow(tx, null, 10),
      sealed: await tx.query<{ id: string }>(
        'select unnest(entry_ids)::text as id from ledger_heads where tenant_id = $1 order by size',
        [tenantId],
      ),
      restores: await tx.query(`select id from ledger_entries where tenant_id = $1 and kind = 'restore'`, [tenantId]),
    }));
    // Three from before, the two that waited, the entry of the restore, and the one since.
    expect(heads[0]).toMatchObject({ size: 7, restoredAt: expect.any(String) });
    expect(restores).toHaveLength(1);
    expect(sealed.map(({ id }) => id)).toEqual(expect.arrayContaining(waited));
    expect(new Set(sealed.map(({ id }) => id)).size).toBe(7);
  } finally {
    await after.close();
  }
});
