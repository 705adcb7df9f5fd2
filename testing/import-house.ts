import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportDeps } from '../activities/imports/deps.ts';
import { createTenantRules } from '../activities/screening/tenant-rules.ts';
import { connectDatabase, type Database, type Row } from '../database/connect.ts';
import type { E164, TenantId } from '../domain/ids.ts';
import { createKeyring, type Keyring, SEAL } from '../keyring/keyring.ts';
import { createRegistry } from '../registry/create-registry.ts';
import { createFileStore } from '../storage/create-file-store.ts';
import { importFileKey } from '../storage/file-store.ts';
import { PATIENCE_MS } from './eventually.ts';
import { createTestDatabase } from './postgres.ts';

/** A tenant with a list, a file store and a database of its own: everything an import needs. */
export interface ImportHouse {
  readonly database: Database;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly deps: ImportDeps;
  readonly keyring: Keyring;
  readonly tenantId: TenantId;
  readonly listId: string;
  /** Stores a file and records its import, as the API does. */
  anImport(file: string | Uint8Array, options?: object, listId?: string): Promise<string>;
  aList(policy?: 'skip' | 'update' | 'new'): Promise<string>;
  rows<R extends Row>(sql: string, parameters?: unknown[]): Promise<R[]>;
  /** Each lead's numbers in the clear, in the order in which they were inserted. */
  numbers(listId?: string): Promise<string[][]>;
  close(): Promise<void>;
}

export async function anImportHouse(): Promise<ImportHouse> {
  const { ownerUrl, appUrl, drop } = await createTestDatabase();
  const database = await connectDatabase(appUrl);
  const folder = await mkdtemp(join(tmpdir(), 'ringfence-files-'));
  const key = () => randomBytes(32).toString('base64');
  const keys = { sealing: JSON.stringify({ current: 'k1', keys: { k1: key() } }), index: key() };
  const keyring = createKeyring(keys.sealing, keys.index);
  const storage = { kind: 'folder', folder } as const;
  const files = createFileStore(storage);
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const tenantId = randomUUID() as TenantId;
  const registry = createRegistry({ root: folder, patienceMs: PATIENCE_MS });
  const rules = createTenantRules();
  const clock = { now: () => Date.now() };
  const deps: ImportDeps = { database, keys, files, storage, clock, keyring, registry, rules, logger };
  await database.inTenant(tenantId, (tx) =>
    tx.query(`insert into tenants (id, slug, name) values ($1, $2, 'Test')`, [tenantId, `t-${tenantId}`]),
  );
  const rows = <R extends Row>(sql: string, parameters: unknown[] = []) =>
    database.inTenant(tenantId, (tx) => tx.query<R>(sql, parameters));
  const aList = async (policy: 'skip' | 'update' | 'new' = 'skip') => {
    const id = randomUUID();
    await rows(`insert into lists (tenant_id, id, name, reimport_policy) values ($1, $2, $3, $4)`, [
      tenantId,
      id,
      id,
      policy,
    ]);
    return id;
  };
  const listId = await aList();
  return {
    database,
    ownerUrl,
    appUrl,
    deps,
    keyring,
    tenantId,
    listId,
    aList,
    rows,
    async anImport(file, options = {}, list = listId) {
      const id = randomUUID();
      const fileKey = importFileKey(tenantId, id);
      const content = typeof file === 'string' ? Buffer.from(file) : file;
      const { bytes } = await files.put(fileKey, pieces(content), { maxBytes: 1e9 });
      await rows(
        `insert into imports (tenant_id, id, list_id, file_key, file_bytes, options) values ($1, $2, $3, $4, $5, $6)`,
        [tenantId, id, list, fileKey, bytes, JSON.stringify(options)],
      );
      return id;
    },
    async numbers(list = listId) {
      const found = await rows<{ lead_id: string; number_enc: Buffer; key_id: string }>(
        `select lead_id, number_enc, key_id from lead_phones where list_id = $1 order by lead_id, position`,
        [list],
      );
      const byLead = Map.groupBy(found, ({ lead_id }) => lead_id);
      return [...byLead.values()].map((phones) =>
        phones.map(({ number_enc: data, key_id: keyId }) => keyring.open({ keyId, data }, SEAL.number).toString()),
      );
    },
    async close() {
      await database.close();
      await drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Puts a number on the tenant's do-not-call list. */
export async function suppress(house: ImportHouse, number: string): Promise<void> {
  await house.rows(`insert into suppressions (tenant_id, number_hmac, source) values ($1, $2, 'api')`, [
    house.tenantId,
    house.keyring.numberIndex(number as E164),
  ]);
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
