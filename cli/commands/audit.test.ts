import { randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { writeArchive } from '../../activities/ledger/write-archive.ts';
import { connectDatabase } from '../../database/connect.ts';
import { appendLedger } from '../../database/ledger/append.ts';
import { latestHead } from '../../database/ledger/heads.ts';
import type { TenantId } from '../../domain/ids.ts';
import { createKeyring } from '../../keyring/keyring.ts';
import { createTestDatabase } from '../../testing/postgres.ts';
import { sealNow } from '../../testing/seal-now.ts';
import { run } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
const whole = join(folder, 'whole.zip');
const tampered = join(folder, 'tampered.zip');
const head = join(folder, 'head.json');

/** The command line knows no server here, and the database is gone. */
beforeAll(async () => {
  const created = await createTestDatabase();
  const database = await connectDatabase(created.appUrl, { poolSize: 3 });
  const superuser = new pg.Client({ connectionString: created.ownerUrl });
  await superuser.connect();
  const key = () => randomBytes(32).toString('base64');
  const keyring = createKeyring(JSON.stringify({ current: 'k', keys: { k: key() } }), key());
  const tenantId = randomUUID() as TenantId;
  await superuser.query('insert into tenants (id, slug, name) values ($1, $2, $2)', [tenantId, `t-${tenantId}`]);
  const [, id] = await database.inTenant(tenantId, (tx) =>
    appendLedger(
      tx,
      Date.now(),
      Array.from({ length: 5 }, (_, n) => ({ kind: 'verdict' as const, body: { n } })),
    ),
  );
  await sealNow(database, keyring, tenantId);
  const write = async (file: string) =>
    pipeline(
      await writeArchive(database, { tenantId, start: 0, end: 5, size: 5 }, Date.now(), async () => undefined),
      createWriteStream(file),
    );
  await write(whole);
  writeFileSync(head, JSON.stringify(await database.inTenant(tenantId, (tx) => latestHead(tx))));
  await superuser.query('set session_replication_role = replica');
  await superuser.query(`update ledger_entries set body = '{"n":7}' where id = $1`, [id]);
  await write(tampered);
  await superuser.end();
  await database.close();
  await created.drop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function audit(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const exitCode = await run(['audit', 'verify', ...args], {
    version: '0.0.0',
    env: { XDG_CONFIG_HOME: folder, RINGFENCE_STATE_DIR: folder },
    root: resolve(import.meta.dirname, '../..'),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
  });
  return { exitCode, stdout, stderr };
}

test('an export is proven without a server and without a database', async () => {
  expect(await audit(whole)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('entries 0 to 4 (5)') });
  const against = await audit(whole, '--against', head);
  expect(against).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('everything that the kept head') });
  const { stdout } = await audit(whole, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, proven: { to: 5 } });
});

test('what was altered is named, with exit code 1', async () => {
  const { exitCode, stderr } = await audit(tampered);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: expect.stringMatching(/NOT PROVEN: altered\. Entry \d /),
  });
  const told = await audit(tampered, '--json');
  expect({ ...JSON.parse(told.stdout), exitCode: told.exitCode }).toMatchObject({ ok: false, exitCode: 1 });
});

test('what is no export, and what is no head, is told as such', async () => {
  const cut = join(folder, 'cut.zip');
  writeFileSync(cut, readFileSync(whole).subarray(0, 300));
  expect(await audit(cut)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('unreadable') });
  expect(await audit(join(folder, 'none.zip'))).toMatchObject({ exitCode: 2 });
  expect(await audit(whole, '--against', whole)).toMatchObject({ exitCode: 2 });
});
