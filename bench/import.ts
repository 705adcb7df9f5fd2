/**
 * `npm run bench -- import [--rows 1000000]`: an import through the product's own activities, beside a bare COPY + INSERT of
 * the same rows into the same schema, each into a fresh database of one Postgres, which runs as `npm start` runs it. Prints figures as JSON lines.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openImport } from '../activities/imports/open-import.ts';
import { readChunks } from '../activities/imports/read-chunks.ts';
import { createTenantRules } from '../activities/screening/tenant-rules.ts';
import { connectDatabase, type Database } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import { readLayout } from '../importing/layout.ts';
import { readHead } from '../importing/preview.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { createRegistry } from '../registry/create-registry.ts';
import { createFileStore } from '../storage/create-file-store.ts';
import { importFileKey } from '../storage/file-store.ts';
import { createTestDatabase } from '../testing/postgres.ts';
import { startTestCluster } from '../testing/test-cluster.ts';
import { backendCpu } from './backend-cpu.ts';
import { importBare, prepareCleanRows } from './bare-import.ts';
import { writeRows } from './import-rows.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } }, allowPositionals: true });
const rows = Number(values.rows);
const folder = await mkdtemp(join(tmpdir(), 'ringfence-bench-'));
const postgres = await startTestCluster({ durable: true });
Object.assign(process.env, postgres.environment);
const key = () => randomBytes(32).toString('base64');
const keys = { sealing: JSON.stringify({ current: 'k1', keys: { k1: key() } }), index: key() };
const keyring = createKeyring(keys.sealing, keys.index);
const csv = join(folder, 'rows.csv');

try {
  await writeRows(csv, rows);
  say({ bench: 'import', rows, fileMb: megabytes(statSync(csv).size) });
  const ours = await measure('ours', importOurs);
  const bare = await measure('bare', await prepareBare());
  say({ share: round(ours / bare), goal: 'at least 25000 rows/s and a share of 0.5' });
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

type House = { database: Database; tenantId: TenantId; listId: string };

/** Runs one import in a fresh database; returns rows a second. */
async function measure(name: string, work: (house: House) => Promise<void>): Promise<number> {
  const database = await connectDatabase((await createTestDatabase()).appUrl);
  const tenantId = randomUUID() as TenantId;
  const listId = randomUUID();
  await database.inTenant(tenantId, async (tx) => {
    await tx.query(`insert into tenants (id, slug, name) values ($1, 'bench', 'Bench')`, [tenantId]);
    await tx.query(`insert into lists (tenant_id, id, name) values ($1, $2, 'Bench')`, [tenantId, listId]);
  });
  const memory = watchMemory();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await work({ database, tenantId, listId });
  const seconds = (performance.now() - startedAt) / 1000;
  const used = process.cpuUsage(cpu);
  const [count] = await database.inTenant(tenantId, (tx) =>
    tx.query<{ n: number }>('select count(*)::int as n from lead_phones'),
  );
  const backends = await backendCpu(database);
  await database.close();
  const rate = rows / seconds;
  const nodeCpuMicrosecondsPerRow = round((used.user + used.system) / rows);
  say({
    name,
    leads: count?.n,
    seconds: round(seconds),
    rowsPerSecond: Math.round(rate),
    nodeCpuMicrosecondsPerRow,
    postgresCpuMicrosecondsPerRow: backends === null ? null : round(backends / rows),
    ...memory.stop(),
  });
  return rate;
}

async function importOurs({ database, tenantId, listId }: House): Promise<void> {
  const storage = { kind: 'folder', folder: join(folder, 'files') } as const;
  const files = createFileStore(storage);
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const importId = randomUUID();
  const fileKey = importFileKey(tenantId, importId);
  await files.put(fileKey, createReadStream(csv), { maxBytes: Number.MAX_SAFE_INTEGER });
  await database.inTenant(tenantId, (tx) =>
    tx.query(`insert into imports (tenant_id, id, list_id, file_key, file_bytes) values ($1, $2, $3, $4, $5)`, [
      tenantId,
      importId,
      listId,
      fileKey,
      statSync(csv).size,
    ]),
  );
  const screening = { keyring, registry: createRegistry({ root: folder }), rules: createTenantRules() };
  const deps = { database, keys, files, storage, clock: { now: () => Date.now() }, logger, ...screening };
  await openImport(deps, { tenantId, importId });
  const cancelled = new AbortController().signal;
  const { counts } = await readChunks(deps, { tenantId, importId }, { cancelled });
  if (counts.accepted !== rows) throw new Error(`${counts.accepted} of ${rows} rows were accepted`);
}

async function prepareBare(): Promise<(house: House) => Promise<void>> {
  const { head, wholeFile } = await readHead(createReadStream(csv));
  const result = readLayout(head, wholeFile, { defaultCountry: 'US' });
  if (result.kind !== 'layout') throw new Error('the generated file is not read as CSV');
  const prepared = join(folder, 'prepared.txt');
  const pieces = await prepareCleanRows(csv, prepared, result.layout, keyring);
  return ({ database, tenantId, listId }) => importBare(database, tenantId, listId, prepared, pieces);
}

/** Resident memory of this process, its reading thread included, four times a second. */
function watchMemory() {
  const seen: number[] = [];
  const timer = setInterval(() => seen.push(process.memoryUsage.rss()), 250);
  return {
    stop() {
      clearInterval(timer);
      const quarter = Math.ceil(seen.length / 4);
      const peak = (part: number[]) => megabytes(Math.max(0, ...part));
      return {
        peakMb: peak(seen),
        peakOfFirstQuarterMb: peak(seen.slice(0, quarter)),
        peakOfLastQuarterMb: peak(seen.slice(-quarter)),
      };
    },
  };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
