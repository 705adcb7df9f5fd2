import { hash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { writeArchive } from '../activities/ledger/write-archive.ts';
import { connectDatabase, type Database } from '../database/connect.ts';
import { appendLedger } from '../database/ledger/append.ts';
import { latestHead } from '../database/ledger/heads.ts';
import { sealPersonal } from '../database/ledger/personal.ts';
import { publicKeys } from '../database/ledger/signing-keys.ts';
import type { TenantId } from '../domain/ids.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { sealNow } from '../testing/seal-now.ts';
import { leafHash } from './hashing.ts';
import { createSigningKey, openSigner } from './signing.ts';
import { headBytes, type SignedHead } from './verify/head.ts';
import type { KeptHead, Verification } from './verify/export-format.ts';
import { verifyExport } from './verify/verify-export.ts';
import { sha256 } from './verify/sha256.ts';

// Each test is an attack by somebody who may do everything to the database, but does not have the installation's keys.
const keyring = createKeyring(
  JSON.stringify({ current: 'k', keys: { k: randomBytes(32).toString('base64') } }),
  randomBytes(32).toString('base64'),
);
let created: TestDatabase;
let database: Database;
let superuser: pg.Client;
let tenantId: TenantId;
let ids: string[];
let kept: KeptHead;

beforeAll(async () => {
  created = await createTestDatabase();
  database = await connectDatabase(created.appUrl, { poolSize: 3 });
  superuser = new pg.Client({ connectionString: created.ownerUrl });
  await superuser.connect();
  // Switches triggers off: what no role of the application may.
  await superuser.query('set session_replication_role = replica');
});
afterAll(async () => {
  await superuser?.end();
  await database?.close();
  await created?.drop();
});

/** Three batches: entries 0 to 299, 300 to 304, 305 to 309; entry 302 has personal data. */
beforeEach(async () => {
  tenantId = randomUUID() as TenantId;
  await superuser.query('insert into tenants (id, slug, name) values ($1, $2, $3)', [
    tenantId,
    `t-${tenantId}`,
    'Acme',
  ]);
  const { rows } = await superuser.query<{ id: string }>('insert into persons (tenant_id) values ($1) returning id', [
    tenantId,
  ]);
  const personId = rows[0]!.id;
  await append(300);
  await append(5, personId);
  await append(5);
  const { rows: sealed } = await superuser.query<{ id: string }>(
    'select unnest(entry_ids) as id, size from ledger_heads where tenant_id = $1 order by size',
    [tenantId],
  );
  ids = sealed.map(({ id }) => id);
  kept = await keptHead();
});

async function append(count: number, personId?: string): Promise<void> {
  await database.inTenant(tenantId, async (tx) => {
    const personal = personId === undefined ? null : await sealPersonal(tx, keyring, personId, { said: 'stop' });
    const entry = (n: number) => (n === 2 && personId !== undefined ? { personId, personal } : {});
    await appendLedger(
      tx,
      Date.now(),
      Array.from({ length: count }, (_, n) => ({
        kind: 'verdict' as const,
        body: { result: 'blocked', n },
        ...entry(n),
      })),
    );
  });
  await sealNow(database, keyring, tenantId);
}

async function keptHead(): Promise<KeptHead> {
  return database.inTenant(tenantId, async (tx) => {
    const head = (await latestHead(tx))!;
    return { ...head, publicKey: (await publicKeys(tx)).find(({ id }) => id === head.key) };
  });
}

async function exported(start = 0, end?: number): Promise<Blob> {
  const size = (await database.inTenant(tenantId, (tx) => latestHead(tx)))?.size ?? 0;
  const archive = await writeArchive(
    database,
    { tenantId, start, end: end ?? size, size },
    Date.now(),
    async () => undefined,
  );
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of archive) parts.push(Uint8Array.from(part));
  return new Blob(parts);
}

const byNode = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
async function audit(against?: KeptHead, range: [number?, number?] = []): Promise<Verification> {
  return verifyExport(await exported(...range), { sha256: byNode, against });
}
async function finding(against?: KeptHead): Promise<{ kind: string; seq: number | null }> {
  const verification = await audit(against);
  if (verification.ok) throw new Error('it was taken for complete and unchanged');
  expect(verification.finding.sentence).toMatch(/^[A-Z].*\.$/);
  return { kind: verification.finding.kind, seq: verification.finding.seq };
}

describe('untouched', () => {
  test('the whole ledger is complete and unchanged, also against a head that was kept', async () => {
    const proven = { tenant: tenantId, from: 0, to: 310, heads: 3, head: { size: 310 } };
    expect(await audit()).toMatchObject({ ok: true, proven });
    await append(20);
    expect(await audit(kept)).toMatchObject({ ok: true, proven: { to: 330, heads: 4 } });
  });

  test.each([
    [300, 305],
    [3, 304],
    [0, 1],
    [309, 310],
    [256, 300],
  ])('so are entries from %d to %d alone', async (from, to) => {
    expect(await audit(undefined, [from, to])).toMatchObject({ ok: true, proven: { from, to, head: { size: 310 } } });
  });

  test('the verdict is the same by the hash that pages use', async () => {
    expect(await verifyExport(await exported(), { sha256 })).toMatchObject({ ok: true });
  });
});

describe('as superuser', () => {
  test.each([
    ['its body', `body = replace(body, 'blocked', 'allowed')`],
    ['its time', `at = at + interval '1 hour'`],
    ['its lead', `lead_id = gen_random_uuid()`],
    ['its rules', `rules = '{none}'`],
    ['its number', `number_hmac = '\\x00'`],
  ])('altering an entry in %s is found', async (_what, change) => {
    await superuser.query(`update ledger_entries set ${change} where tenant_id = $1 and id = $2`, [tenantId, ids[123]]);
    expect(await finding()).toEqual({ kind: 'altered', seq: 123 });
  });

  test('altering an entry and its leaf is found in its batch', async () => {
    const { rows } = await superuser.query<{ leaves: Buffer }>(
      'select leaves from ledger_heads where tenant_id = $1 and size = 305',
      [tenantId],
    );
    const leaves = Buffer.from(rows[0]!.leaves);
    const whole = await database.inTenant(tenantId, async (tx) => {
      const { entriesById, lineOf } = await import('../database/ledger/read-entries.ts');
      const row = (await entriesById(tx, [ids[301]!])).get(ids[301]!)!;
      return lineOf(tenantId, { ...row, actor: 'nobody' });
    });
    leafHash(whole).copy(leaves, 32);
    await superuser.query(`update ledger_entries set actor = 'nobody', leaf = $2 where id = $1`, [
      ids[301],
      leafHash(whole),
    ]);
    await superuser.query('update ledger_heads set leaves = $2 where tenant_id = $1 and size = 305', [
      tenantId,
      leaves,
    ]);
    expect(await finding()).toEqual({ kind: 'altered', seq: 300 });
  });

  test('taking an entry away is found', async () => {
    await superuser.query('delete from ledger_entries where id = $1', [ids[7]]);
    expect(await finding()).toEqual({ kind: 'missing', seq: 7 });
  });

  test('exchanging two entries is found', async () => {
    await superuser.query(
      `update ledger_heads set entry_ids[5] = $2, entry_ids[41] = $3 where tenant_id = $1 and size = 300`,
      [tenantId, ids[40], ids[4]],
    );
    expect(await finding()).toEqual({ kind: 'reordered', seq: 4 });
  });

  test('putting another entry in the place of one is found', async () => {
    await superuser.query(
      `with copied as (insert into ledger_entries (tenant_id, id, at, kind, body, leaf)
         select tenant_id, gen_random_uuid(), at, kind, '{}', leaf from ledger_entries where id = $2 returning id)
       update ledger_heads set entry_ids[10] = (select id from copied) where tenant_id = $1 and size = 300`,
      [tenantId, ids[9]],
    );
    expect(await finding()).toEqual({ kind: 'altered', seq: 9 });
  });

  test('dropping the last batch is found against a head that was kept', async () => {
    await superuser.query('delete from ledger_heads where tenant_id = $1 and size = 310', [tenantId]);
    await superuser.query('delete from ledger_entries where id = any($1)', [ids.slice(305)]);
    expect(await audit()).toMatchObject({ ok: true, proven: { to: 305 } });
    expect(await finding(kept)).toEqual({ kind: 'missing', seq: 305 });
  });

  test('dropping the last batch and sealing others in its place is found against a head that was kept', async () => {
    await superuser.query('delete from ledger_heads where tenant_id = $1 and size = 310', [tenantId]);
    await superuser.query('delete from ledger_entries where id = any($1)', [ids.slice(305)]);
    await append(5);
    expect(await finding(kept)).toMatchObject({ kind: 'altered' });
  });

  test('a head with another root is found', async () => {
    await superuser.query('update ledger_heads set root = $2 where tenant_id = $1 and size = 305', [
      tenantId,
      randomBytes(32),
    ]);
    expect(await finding()).toEqual({ kind: 'forged', seq: 300 });
  });

  test('a head signed by a key of one’s own is found', async () => {
    const mine = createSigningKey(keyring, null);
    const head: SignedHead = { ...kept, key: mine.id, signature: '' };
    const signature = openSigner(keyring, mine).sign(headBytes(head));
    await superuser.query(
      'update ledger_heads set signing_key = $2, signature = $3 where tenant_id = $1 and size = 310',
      [tenantId, mine.id, signature],
    );
    expect(await finding()).toEqual({ kind: 'forged', seq: 305 });
    await superuser.query(
      `insert into ledger_signing_keys (id, public_key, private_enc, key_id) values ($1, $2, $3, 'k')`,
      [mine.id, mine.publicKey, mine.privateEnc],
    );
    expect(await finding(kept)).toEqual({ kind: 'forged', seq: null });
    await superuser.query('delete from ledger_signing_keys where id = $1', [mine.id]);
  });

  test('changing sealed personal data is found, erasing its key is not', async () => {
    await superuser.query('delete from person_keys where tenant_id = $1', [tenantId]);
    expect(await audit(kept)).toMatchObject({ ok: true });
    await superuser.query(`update ledger_entries set personal_enc = personal_enc || '\\x00' where id = $1`, [ids[302]]);
    expect(await finding()).toEqual({ kind: 'altered', seq: 302 });
  });
});

describe('in the archive', () => {
  test('a file that is cut off, or is none, is told from a proof', async () => {
    const whole = await exported();
    for (const damaged of [whole.slice(0, whole.size / 2), new Blob(['PK']), new Blob([])])
      expect(await verifyExport(damaged, { sha256: byNode })).toMatchObject({
        ok: false,
        finding: { kind: 'unreadable' },
      });
  });

  test('a head of another ledger proves nothing', async () => {
    expect(await finding({ ...kept, tenant: randomUUID() })).toEqual({ kind: 'unreadable', seq: null });
    expect(await finding({ ...kept, root: '00'.repeat(32) })).toEqual({ kind: 'forged', seq: null });
  });
});
