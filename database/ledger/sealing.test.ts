import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { TenantId } from '../../domain/ids.ts';
import { consistencyRanges, inclusionRanges, isConsistent, rootOfInclusion } from '../../domain/ledger/tree.ts';
import { createKeyring } from '../../keyring/keyring.ts';
import { leafHash, nodeHash } from '../../ledger/hashing.ts';
import { sealAll } from '../../temporal/seal-ledger.ts';
import { sealNow } from '../../testing/seal-now.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { connectDatabase, type Database } from '../connect.ts';
import { appendLedger } from './append.ts';
import { batchFrom, headsBelow, latestHead } from './heads.ts';
import { openPersonal, sealPersonal } from './personal.ts';
import { entriesById, lineOf } from './read-entries.ts';
import { hashOfRange } from './read-tree.ts';
import { currentSigner, publicKeys } from './signing-keys.ts';

const keysJson = (current: string) =>
  JSON.stringify({
    current,
    keys: { k1: Buffer.alloc(32, 1).toString('base64'), k2: Buffer.alloc(32, 2).toString('base64') },
  });
const keyring = createKeyring(keysJson('k1'), randomBytes(32).toString('base64'));

let created: TestDatabase;
let owner: pg.Client;
let database: Database;
const failures: object[] = [];
beforeAll(async () => {
  created = await createTestDatabase();
  database = await connectDatabase(created.appUrl, { poolSize: 4 });
  owner = new pg.Client({ connectionString: created.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await database?.close();
  await created?.drop();
});

const deps = (ring = keyring) => ({
  database,
  keyring: ring,
  clock: { now: () => Date.now() },
  logger: { error: (about: object) => void failures.push(about) },
});

async function aTenant(): Promise<TenantId> {
  const id = randomUUID() as TenantId;
  await owner.query('insert into tenants (id, slug, name) values ($1, $2, $3)', [id, `t-${id}`, 'Acme']);
  return id;
}

const append = (tenantId: TenantId, count: number) =>
  database.inTenant(tenantId, (tx) =>
    appendLedger(
      tx,
      Date.now(),
      Array.from({ length: count }, (_, n) => ({
        kind: 'verdict' as const,
        body: { z: n, a: 'ü' },
        rules: ['x/y', 'z'],
      })),
    ),
  );

describe('the database refuses to change what is appended', () => {
  const roles = ['ringfence_app', 'ringfence_definer', null];
  const tables = ['ledger_entries', 'ledger_entries_other', 'ledger_heads', 'ledger_nodes', 'ledger_signing_keys'];
  test.each(roles.flatMap((role) => tables.map((table) => [role ?? 'the owner', table, role] as const)))(
    'as %s, in %s',
    async (_name, table, role) => {
      const tenantId = await aTenant();
      await append(tenantId, 1);
      await sealNow(database, keyring, tenantId);
      const month = table === 'ledger_entries_other' ? [] : [table];
      for (const sql of [
        ...month.map(
          (name) => `update ${name} set ${name === 'ledger_signing_keys' ? 'id = id' : 'tenant_id = tenant_id'}`,
        ),
        ...(table === 'ledger_nodes' ? [] : month.map((name) => `delete from ${name}`)),
        `truncate ${table}`,
      ]) {
        await owner.query('begin');
        await owner.query(`insert into ledger_nodes (tenant_id, level, index, hash) values ($1, 8, 0, $2)`, [
          tenantId,
          Buffer.alloc(32),
        ]);
        if (role !== null) await owner.query(`set local role ${role}`);
        await owner.query(`select set_config('app.tenant', $1, true)`, [tenantId]);
        const refused = await owner.query(sql).then(
          () => 'done',
          (error: Error & { code?: string }) => error.code,
        );
        await owner.query('rollback');
        expect({ sql, refused }).toEqual({ sql, refused: role === null ? '23001' : '42501' });
      }
    },
  );
});

test('an entry’s leaf is the hash of its line, which its columns give again', async () => {
  const tenantId = await aTenant();
  const [id = ''] = await append(tenantId, 1);
  const { rows } = await owner.query<{ leaf: Buffer }>('select leaf from ledger_entries where id = $1', [id]);
  const line = await database.inTenant(tenantId, async (tx) =>
    lineOf(tenantId, (await entriesById(tx, [id])).get(id)!),
  );
  expect(leafHash(line)).toEqual(rows[0]?.leaf);
  expect(JSON.parse(line)).toMatchObject({ id, tenant: tenantId, body: { a: 'ü', z: 0 }, rules: ['x/y', 'z'], v: 1 });
  expect(line).toContain('"body":{"a":"ü","z":0}');
});

test('entries are sealed in batches whose heads prove every entry and one another', async () => {
  const tenantId = await aTenant();
  for (const count of [1, 3, 700, 1, 1500, 40]) {
    await append(tenantId, count);
    await sealNow(database, keyring, tenantId);
  }
  await database.inTenant(tenantId, async (tx) => {
    const heads = (await headsBelow(tx, null, 100)).toReversed();
    expect(heads.map(({ size }) => size)).toEqual([1, 4, 704, 705, 1705, 2205, 2245]);
    const last = heads.at(-1)!;
    for (const head of heads) {
      const path = [];
      for (const range of consistencyRanges(head.size, last.size)) path.push(await hashOfRange(tx, range));
      const [firstRoot, secondRoot] = [Buffer.from(head.root, 'hex'), Buffer.from(last.root, 'hex')];
      expect(isConsistent(nodeHash, { first: head.size, second: last.size, firstRoot, secondRoot, path })).toBe(true);
    }
    for (const index of [0, 1, 255, 256, 703, 704, 1000, 1792, 2204, 2244]) {
      const batch = (await batchFrom(tx, index))!;
      const id = batch.entryIds[index - batch.firstSeq]!;
      const leaf = leafHash(lineOf(tenantId, (await entriesById(tx, [id])).get(id)!));
      const path = [];
      for (const range of inclusionRanges(index, last.size)) path.push(await hashOfRange(tx, range));
      const root = rootOfInclusion(nodeHash, { leaf, index, size: last.size, path });
      expect(root && Buffer.from(root).toString('hex')).toBe(last.root);
    }
  });
  expect(failures).toEqual([]);
});

test('what commits late is sealed later, never passed over', async () => {
  const tenantId = await aTenant();
  const { promise: hold, resolve: release } = Promise.withResolvers<void>();
  const { promise: written, resolve: tell } = Promise.withResolvers<void>();
  const late = database.inTenant(tenantId, async (tx) => {
    const ids = await appendLedger(tx, Date.now(), [{ kind: 'intent', body: {} }]);
    tell();
    await hold;
    return ids;
  });
  await written;
  const [early] = await append(tenantId, 1);
  await sealAll(deps());
  expect(await database.inTenant(tenantId, (tx) => latestHead(tx))).toBeUndefined();
  release();
  const [lateId] = await late;
  await sealNow(database, keyring, tenantId);
  // Transactions of other databases may part them into two batches; their order stands.
  await database.inTenant(tenantId, async (tx) => {
    const [first, last] = [await batchFrom(tx, 0), await batchFrom(tx, 1)];
    expect(first?.entryIds[0]).toBe(lateId);
    expect(last?.head.size).toBe(2);
    expect(last?.entryIds.at(-1)).toBe(early);
  });
});

test('transactions are sealed in the order of their numbers, not of the digits', async () => {
  const tenantId = await aTenant();
  const ids = [];
  // Below what a fresh cluster counts from: above it, they would be of a dump that was loaded.
  for (const xid of ['99', '100', '9']) {
    const [id] = await append(tenantId, 1);
    await owner.query('set session_replication_role = replica');
    await owner.query('update ledger_entries set xid = $2::xid8 where id = $1', [id, xid]);
    await owner.query('set session_replication_role = origin');
    ids.push(id);
  }
  await sealNow(database, keyring, tenantId);
  const batch = await database.inTenant(tenantId, (tx) => batchFrom(tx, 0));
  expect(batch?.entryIds).toEqual([ids[2], ids[0], ids[1]]);
});

test('two sealers at once seal each entry once', async () => {
  const tenantId = await aTenant();
  await append(tenantId, 2500);
  await Promise.all([sealAll(deps()), sealAll(deps()), sealAll(deps())]);
  await sealNow(database, keyring, tenantId);
  const { rows } = await owner.query(
    `select count(*)::int as entries, count(distinct id)::int as different
     from (select unnest(entry_ids) as id from ledger_heads where tenant_id = $1) sealed`,
    [tenantId],
  );
  expect(rows).toEqual([{ entries: 2500, different: 2500 }]);
  expect(failures).toEqual([]);
});

test('a changed sealing key brings a new signing key, which the one before endorses', async () => {
  const tenantId = await aTenant();
  await append(tenantId, 1);
  await sealNow(database, keyring, tenantId);
  await append(tenantId, 1);
  await sealNow(database, createKeyring(keysJson('k2'), randomBytes(32).toString('base64')), tenantId);
  const keys = await database.inTenant(tenantId, (tx) => publicKeys(tx));
  expect(keys).toMatchObject([
    { endorsedBy: null, endorsement: null },
    { endorsedBy: keys[0]?.id, endorsement: expect.any(String) },
  ]);
  const heads = await database.inTenant(tenantId, (tx) => headsBelow(tx, null, 10));
  expect(heads.map(({ key }) => key)).toEqual([keys[1]?.id, keys[0]?.id]);
});

test('a worker whose clock is behind makes one new signing key, not another at every round', async () => {
  const tenantId = await aTenant();
  const changed = createKeyring(keysJson('k1'), randomBytes(32).toString('base64'));
  const other = createKeyring(keysJson('k2'), randomBytes(32).toString('base64'));
  const behind = Date.now() - 3_600_000;
  const signs = (by: typeof keyring, at: number) => database.inTenant(tenantId, (tx) => currentSigner(tx, by, at));
  await signs(changed, Date.now());
  const made = await signs(other, behind);
  expect((await signs(other, behind)).id).toBe(made.id);
});

test('a restore is an entry of the ledger, once, and its heads say so', async () => {
  const tenantId = await aTenant();
  await append(tenantId, 2);
  await sealNow(database, keyring, tenantId);
  const at = new Date().toISOString();
  await owner.query(`insert into installation (key, value) values ('restored_at', to_jsonb($1::text))`, [at]);
  await append(tenantId, 1);
  await sealNow(database, keyring, tenantId);
  const heads = await database.inTenant(tenantId, (tx) => headsBelow(tx, null, 10));
  expect(heads.map(({ size, restoredAt }) => ({ size, restoredAt }))).toEqual([
    ...heads.slice(0, -1).map(({ size }) => ({ size, restoredAt: at })),
    { size: 2, restoredAt: null },
  ]);
  const { rows } = await owner.query(
    `select body::json->>'restoredAt' as at from ledger_entries where tenant_id = $1 and kind = 'restore'`,
    [tenantId],
  );
  expect(rows).toEqual([{ at }]);
  await owner.query(`delete from installation where key = 'restored_at'`);
});

test('personal data opens until its person is erased, and the line stays the same', async () => {
  const tenantId = await aTenant();
  const { rows } = await owner.query<{ id: string }>('insert into persons (tenant_id) values ($1) returning id', [
    tenantId,
  ]);
  const personId = rows[0]!.id;
  const inTenant = <T>(work: Parameters<typeof database.inTenant<T>>[1]) => database.inTenant(tenantId, work);
  const [id = ''] = await inTenant(async (tx) =>
    appendLedger(tx, Date.now(), [
      { kind: 'opt-out', personId, body: {}, personal: await sealPersonal(tx, keyring, personId, { said: 'stop' }) },
    ]),
  );
  const read = () => inTenant(async (tx) => (await entriesById(tx, [id])).get(id)!);
  const before = await read();
  const open = () => inTenant((tx) => openPersonal(tx, keyring, personId, before.personal_enc!));
  expect(await open()).toEqual({ said: 'stop' });
  await inTenant((tx) => tx.query('delete from person_keys where person_id = $1', [personId]));
  expect(await open()).toBeNull();
  expect(lineOf(tenantId, await read())).toBe(lineOf(tenantId, before));
});
