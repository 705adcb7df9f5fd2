import { hash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { writeArchive } from '../activities/ledger/write-archive.ts';
import { connectDatabase, type Database } from '../database/connect.ts';
import { appendLedger } from '../database/ledger/append.ts';
import { latestHead } from '../database/ledger/heads.ts';
import type { TenantId } from '../domain/ids.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { verifyExport } from '../ledger/verify/verify-export.ts';
import { spawnScript, until } from '../testing/child-scripts.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { sealAll } from './seal-ledger.ts';

const key = () => randomBytes(32).toString('base64');
const keys = { sealing: JSON.stringify({ current: 'k', keys: { k: key() } }), index: key() };
const keyring = createKeyring(keys.sealing, keys.index);
let created: TestDatabase;
let database: Database;
let owner: pg.Client;
let folder: string;
beforeAll(async () => {
  created = await createTestDatabase();
  database = await connectDatabase(created.appUrl, { poolSize: 3 });
  owner = new pg.Client({ connectionString: created.ownerUrl });
  await owner.connect();
  folder = mkdtempSync(join(tmpdir(), 'sealer-'));
});
afterAll(async () => {
  await owner?.end();
  await database?.close();
  await created?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const root = resolve(import.meta.dirname, '..');
/** Seals as fast as it can, and says so after each head. */
const SEALER = `
import { connectDatabase } from '${root}/database/connect.ts';
import { createKeyring } from '${root}/keyring/keyring.ts';
import { sealAll } from '${root}/temporal/seal-ledger.ts';
const database = await connectDatabase(process.env.URL, { poolSize: 2 });
const keyring = createKeyring(process.env.KEYS, process.env.INDEX);
const deps = { database, keyring, clock: { now: () => Date.now() }, logger: { error: (about) => console.error(about) } };
for (;;) if (await sealAll(deps) > 0) process.stdout.write('sealed\\n');
`;

test('a sealer that is killed again and again, two at a time, loses no entry and seals none twice', async () => {
  const tenantId = randomUUID() as TenantId;
  await owner.query('insert into tenants (id, slug, name) values ($1, $2, $2)', [tenantId, `t-${tenantId}`]);
  let [appended, appending] = [0, true];
  const writer = (async () => {
    for (; appending; appended += 7)
      await database.inTenant(tenantId, (tx) =>
        appendLedger(
          tx,
          Date.now(),
          Array.from({ length: 7 }, (_, n) => ({ kind: 'verdict', body: { n } })),
        ),
      );
  })();
  const env = { ...process.env, URL: created.appUrl, KEYS: keys.sealing, INDEX: keys.index };
  for (let round = 0; round < 3; round += 1) {
    const sealers = [spawnScript(folder, SEALER, env), spawnScript(folder, SEALER, env)];
    await until(() => sealers.some((one) => one.output().includes('sealed')), 'a sealer has sealed something', 60_000);
    // In the middle of whatever it does now.
    for (const one of sealers) one.kill('SIGKILL');
    await Promise.all(sealers.map(({ ended }) => ended));
  }
  appending = false;
  await writer;
  const failures: object[] = [];
  const deps = {
    database,
    keyring,
    clock: { now: () => Date.now() },
    logger: { error: (about: object) => void failures.push(about) },
  };
  // Sessions of the killed may hold their locks until Postgres notices.
  await until(async () => {
    await sealAll(deps);
    return (await database.inTenant(tenantId, (tx) => latestHead(tx)))?.size === appended;
  }, 'everything is sealed');
  expect(failures).toEqual([]);
  const { rows } = await owner.query(
    `select count(*)::int as sealed, count(distinct id)::int as different from
       (select unnest(entry_ids) as id from ledger_heads where tenant_id = $1) all_of_them`,
    [tenantId],
  );
  expect(rows).toEqual([{ sealed: appended, different: appended }]);
  const scope = { tenantId, start: 0, end: appended, size: appended };
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of await writeArchive(database, scope, Date.now(), async () => undefined))
    parts.push(Uint8Array.from(part));
  const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
  expect(await verifyExport(new Blob(parts), { sha256 })).toMatchObject({
    ok: true,
    proven: { from: 0, to: appended },
  });
});
