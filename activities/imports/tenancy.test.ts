import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { TenantId } from '../../domain/ids.ts';
import { anImportHouse, type ImportHouse, suppress } from '../../testing/import-house.ts';
import { finishImport } from './finish-import.ts';
import { openImport } from './open-import.ts';
import { readChunks } from './read-chunks.ts';

let house: ImportHouse;
let neighbour: { tenantId: TenantId; listId: string };
const cancelled = new AbortController().signal;

beforeAll(async () => {
  house = await anImportHouse();
  neighbour = { tenantId: randomUUID() as TenantId, listId: randomUUID() };
  await house.database.inTenant(neighbour.tenantId, async (tx) => {
    await tx.query(`insert into tenants (id, slug, name) values ($1, $2, 'Next door')`, [
      tx.tenantId,
      `n-${tx.tenantId}`,
    ]);
    await tx.query(`insert into lists (tenant_id, id, name) values ($1, $2, 'Theirs')`, [
      tx.tenantId,
      neighbour.listId,
    ]);
  });
});
afterAll(() => house.close());

test('an import of another tenant is not found by anything', async () => {
  const importId = await house.anImport('Phone\n2125550101\n');
  const foreign = { tenantId: neighbour.tenantId, importId };
  await expect(openImport(house.deps, foreign)).rejects.toThrow('no import');
  await expect(readChunks(house.deps, foreign, { cancelled })).rejects.toThrow('no import');
  await expect(finishImport(house.deps, { ...foreign, end: { status: 'completed' } })).rejects.toThrow('no import');
});

test('people and do-not-call lists of another tenant do not matter', async () => {
  const file = 'Phone,Id\n2125550131,p1\n';
  await suppress(house, '+12125550131');
  const ours = await house.anImport(file);
  await openImport(house.deps, { tenantId: house.tenantId, importId: ours });
  expect(await readChunks(house.deps, { tenantId: house.tenantId, importId: ours }, { cancelled })).toMatchObject({
    counts: { accepted: 1, suppressed: 1 },
  });

  const theirs = await theirImport(file);
  const ref = { tenantId: neighbour.tenantId, importId: theirs };
  await openImport(house.deps, ref);
  expect(await readChunks(house.deps, ref, { cancelled })).toMatchObject({
    counts: { accepted: 1, duplicate: 0, suppressed: 0 },
  });
  const people = 'select person_id from leads';
  const left = await house.rows<{ person_id: string }>(people);
  const right = await house.database.inTenant(neighbour.tenantId, (tx) => tx.query<{ person_id: string }>(people));
  expect(right).toHaveLength(1);
  expect(left.map(({ person_id }) => person_id)).not.toContain(right[0]!.person_id);
});

test('COPY goes around no policy: it is refused on the tables themselves', async () => {
  const client = new pg.Client({ connectionString: house.appUrl });
  await client.connect();
  await expect(client.query(`copy leads (tenant_id) from stdin`)).rejects.toMatchObject({ code: '0A000' });
  await client.end();
});

test('a large import leaves statistics behind that plans can rely on', async () => {
  const rows = Array.from({ length: 6_000 }, (_, i) => `+1212${2_000_000 + i},${'x'.repeat(180)}`);
  const list = await house.aList();
  const ref = {
    tenantId: house.tenantId,
    importId: await house.anImport(`Phone,Notes\n${rows.join('\n')}\n`, {}, list),
  };
  await openImport(house.deps, ref);
  await readChunks(house.deps, ref, { cancelled, chunkRows: 1_500 });
  const owner = new pg.Client({ connectionString: house.ownerUrl });
  await owner.connect();
  const { rows: found } = await owner.query(`select reltuples from pg_class where relname = 'lead_phones'`);
  await owner.end();
  expect(found[0].reltuples).toBeGreaterThanOrEqual(3_000);
});

/** Another tenant's file, stored and recorded as the API does it. */
async function theirImport(file: string): Promise<string> {
  const id = randomUUID();
  const key = `imports/${neighbour.tenantId}/${id}.csv`;
  async function* bytes() {
    yield Buffer.from(file);
  }
  await house.deps.files.put(key, bytes(), { maxBytes: 1000 });
  await house.database.inTenant(neighbour.tenantId, (tx) =>
    tx.query(`insert into imports (tenant_id, id, list_id, file_key) values ($1, $2, $3, $4)`, [
      tx.tenantId,
      id,
      neighbour.listId,
      key,
    ]),
  );
  return id;
}
