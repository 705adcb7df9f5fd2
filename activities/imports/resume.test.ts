import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type ChildScript, spawnScript, until } from '../../testing/child-scripts.ts';
import { anImportHouse, type ImportHouse } from '../../testing/import-house.ts';
import { finishImport } from './finish-import.ts';
import type { ImportRef } from './interface.ts';
import { openImport } from './open-import.ts';
import { readChunks } from './read-chunks.ts';

jest.setTimeout(240_000);

let house: ImportHouse;
let folder: string;
beforeAll(async () => {
  house = await anImportHouse();
  folder = mkdtempSync(join(tmpdir(), 'ringfence-resume-'));
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

/** 2,000 rows: every tenth repeats the number nine rows above, every 25th has no number; quoted line ends in between. */
const ROWS = 2_000;
function aFile(): string {
  const rows = ['Id,Phone,Notes'];
  for (let i = 0; i < ROWS; i++) {
    const number = 2_125_550_000 + 100_000 + (i % 10 === 9 ? i - 9 : i);
    const phone = i % 25 === 24 ? 'none' : `+1${number}`;
    rows.push(`${i % 10 === 9 ? '' : i},${phone},"line ${i}\nand ${'é'.repeat(i % 7)}"`);
  }
  return `${rows.join('\n')}\n`;
}

async function begin(): Promise<ImportRef> {
  const ref = { tenantId: house.tenantId, importId: await house.anImport(aFile(), {}, await house.aList()) };
  await openImport(house.deps, ref);
  return ref;
}

/** The same activity in a process of its own. */
function child({ tenantId, importId }: ImportRef, chunkRows = 20): ChildScript {
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const { keys, storage } = house.deps;
  const script = `
    import { connectDatabase } from ${at('../../database/connect.ts')};
    import { createFileStore } from ${at('../../storage/create-file-store.ts')};
    import { readChunks } from ${at('./read-chunks.ts')};
    const database = await connectDatabase(${JSON.stringify(house.appUrl)});
    const storage = ${JSON.stringify(storage)};
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    const clock = { now: () => Date.now() };
    const deps = { database, storage, files: createFileStore(storage), keys: ${JSON.stringify(keys)}, logger, clock };
    const cancelled = new AbortController().signal;
    await readChunks(deps, ${JSON.stringify({ tenantId, importId })}, { cancelled, chunkRows: ${chunkRows} });
    await database.close();`;
  return spawnScript(folder, script);
}

async function progress({ importId }: ImportRef) {
  const [row] = await house.rows<{ list_id: string; rows: number }>(
    `select list_id, rows_read::int as rows from imports where id = $1`,
    [importId],
  );
  return row!;
}

/** Everything that must be so however the import came about. */
async function expectWhole(ref: ImportRef): Promise<void> {
  const { counts } = await finishImport(house.deps, { ...ref, end: { status: 'completed' } });
  const rejected = ROWS / 25;
  // A repeated row whose first row was rejected brings a new number; one that is rejected itself repeats nothing.
  let duplicate = 0;
  for (let i = 9; i < ROWS; i += 10) if (i % 25 !== 24 && (i - 9) % 25 !== 24) duplicate++;
  expect(counts).toMatchObject({ rowsRead: ROWS, rejected, duplicate, accepted: ROWS - rejected - duplicate });
  const { list_id } = await progress(ref);
  const [found] = await house.rows(
    `select (select count(*)::int from leads where list_id = $1) as leads,
       (select count(distinct number_hmac)::int from lead_phones where list_id = $1) as numbers,
       (select count(*)::int from lead_phones where list_id = $1) as phones,
       (select count(*)::int from import_rejections where import_id = $2) as rejections`,
    [list_id, ref.importId],
  );
  const accepted = counts.accepted;
  expect(found).toEqual({ leads: accepted, numbers: accepted, phones: accepted, rejections: rejected });
}

test('an import whose process is killed again and again ends as if nothing had happened', async () => {
  const ref = await begin();
  let kills = 0;
  for (let finished = false; !finished; ) {
    const before = (await progress(ref)).rows;
    const running = child(ref);
    const ended = running.ended.then(() => true);
    if (kills < 3) {
      await until(async () => (await progress(ref)).rows > before, 'the child writes a chunk', 30_000);
      await pause(randomInt(60));
      running.kill('SIGKILL');
      kills++;
    }
    const { code, signal } = await running.ended;
    finished = (await ended) && code === 0;
    if (!finished && signal !== 'SIGKILL') throw new Error(running.output());
  }
  expect(kills).toBe(3);
  await expectWhole(ref);
});

test('two runs of the same import at once do not double a row', async () => {
  const ref = await begin();
  const running = [child(ref), child(ref)];
  await Promise.all(running.map(({ ended }) => ended));
  // One of them found the other ahead and stopped; a retry finds the end.
  const cancelled = new AbortController().signal;
  await readChunks(house.deps, ref, { cancelled });
  await expectWhole(ref);
});

/** Stops the child where it has two chunks in flight, neither committed: no number can be inserted meanwhile. */
async function whileTwoAreInFlight(running: ChildScript, work: () => void): Promise<void> {
  const owner = new pg.Client({ connectionString: house.ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin; lock table lead_phones in share mode');
    await until(async () => (await chunksWaiting()) === 2, `two chunks are in flight ${running.output()}`, 30_000);
    work();
    await owner.query('commit');
  } finally {
    await owner.end();
  }
}

async function chunksWaiting(): Promise<number> {
  const rows = await house.rows(
    `select pid from pg_locks where relation = 'lead_phones'::regclass and mode = 'RowExclusiveLock' and not granted
       and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.length;
}

/** Row 1009 repeats the number of row 1000, which is of the chunk before. */
const ACROSS_CHUNKS = 1_005;

test('a number that stands in two chunks in flight is one lead', async () => {
  const ref = await begin();
  const running = child(ref, ACROSS_CHUNKS);
  await whileTwoAreInFlight(running, () => undefined);
  expect(await running.ended).toMatchObject({ code: 0 });
  await expectWhole(ref);
});

test('an import that is killed with two chunks in flight loses both and reads them again', async () => {
  const ref = await begin();
  const running = child(ref, ACROSS_CHUNKS);
  await whileTwoAreInFlight(running, () => running.kill('SIGKILL'));
  await running.ended;
  await until(async () => (await chunksWaiting()) === 0, 'what was in flight is gone', 30_000);
  const cancelled = new AbortController().signal;
  await readChunks(house.deps, ref, { cancelled, chunkRows: 150 });
  await expectWhole(ref);
});

test('two imports that bring the same people into two lists at once share the persons', async () => {
  const numbers = Array.from({ length: 400 }, (_, i) => `+1212${5_300_000 + i}`);
  const refs = await Promise.all(
    [0, 1].map(async () => {
      const file = `Phone\n${numbers.join('\n')}\n`;
      const ref = { tenantId: house.tenantId, importId: await house.anImport(file, {}, await house.aList()) };
      await openImport(house.deps, ref);
      return ref;
    }),
  );
  const cancelled = new AbortController().signal;
  await Promise.all(refs.map((ref) => readChunks(house.deps, ref, { cancelled, chunkRows: 20 })));
  const [found] = await house.rows(
    `select count(*)::int as leads, count(distinct person_id)::int as persons from leads where import_id = any($1)`,
    [refs.map(({ importId }) => importId)],
  );
  expect(found).toEqual({ leads: 800, persons: 400 });
  for (const ref of refs) await finishImport(house.deps, { ...ref, end: { status: 'completed' } });
});

test('an import goes on after any slice', async () => {
  const ref = await begin();
  const cancelled = new AbortController().signal;
  let slices = 0;
  for (let done = false; !done; slices++) {
    ({ done } = await readChunks(house.deps, ref, { cancelled, sliceMs: 0, chunkRows: 250 }));
  }
  expect(slices).toBeGreaterThan(3);
  await expectWhole(ref);
});

test('a cancelled read commits the chunk in hand and no other', async () => {
  const ref = await begin();
  const cancel = new AbortController();
  cancel.abort();
  await expect(readChunks(house.deps, ref, { cancelled: cancel.signal, chunkRows: 100 })).rejects.toThrow('cancelled');
  expect((await progress(ref)).rows).toBe(0);
});
