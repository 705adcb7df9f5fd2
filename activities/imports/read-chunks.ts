import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ZoneTable } from '../../domain/time.ts';
import { zoneTable } from '../../numbering/zones.ts';
import { FAILURES } from '../../workflows/contract.ts';
import { preparedChunks } from './chunk-source.ts';
import type { ImportDeps } from './deps.ts';
import { countsOf, type ImportRow, ImportOptions, readImport } from './import-row.ts';
import type { ImportRef, Slice } from './interface.ts';
import type { PreparedChunk } from './prepare-chunk.ts';
import { stageChunk } from './stage-chunk.ts';
import { writeChunk } from './write-chunk.ts';

export interface ReadChunksLimits {
  cancelled: AbortSignal;
  /** Stops after the chunk during which so many milliseconds have passed. */
  sliceMs?: number;
  /** Rows of a chunk; fewer where rows are long. */
  chunkRows?: number;
}

const CHUNK_ROWS = 10_000;

/**
 * See ImportActivities. A thread reads and seals the next chunk while Postgres writes the one before; and while that one
 * is written, the next is already sent into its own connection's temporary tables. Chunks are committed one after the
 * other, in the order of the file.
 */
export async function readChunks(
  deps: ImportDeps,
  { tenantId, importId }: ImportRef,
  { cancelled, sliceMs = Number.POSITIVE_INFINITY, chunkRows = CHUNK_ROWS }: ReadChunksLimits,
): Promise<Slice> {
  const zones = zoneTable();
  const row = await deps.database.inTenant(tenantId, (tx) => readImport(tx, importId));
  if (row.status !== 'running') return sliceOf(row, true);
  const until = performance.now() + sliceMs;
  let fromOffset = row.file_offset;
  let before: Promise<void> = Promise.resolve();
  let chunks = 0;
  let done = false;
  try {
    for await (const chunk of preparedChunks(requestFor(deps, row, chunkRows))) {
      if (cancelled.aborted) throw new CancelledFailure('the import was cancelled between two chunks');
      const written = writeAfter(deps, before, {
        tenantId,
        row,
        chunk,
        fromOffset,
        zones,
        statistics: needsStatistics(row, chunks++),
      });
      // When the one before fails, this one fails with it; the loop reports the first.
      written.catch(() => undefined);
      await before;
      before = written;
      fromOffset = chunk.next.offset;
      done = chunk.last;
      if (performance.now() > until) break;
    }
  } catch (error) {
    throw failureOf(error, importId);
  } finally {
    await before.catch((error: unknown) => {
      throw failureOf(error, importId);
    });
  }
  return sliceOf(await deps.database.inTenant(tenantId, (tx) => readImport(tx, importId)), done);
}

function sliceOf(row: ImportRow, done: boolean): Slice {
  return { counts: countsOf(row), bytesRead: row.file_offset, done };
}

/** What no retry mends: a file that is gone, and values that Postgres refuses (SQLSTATE class 22), now and always. */
function failureOf(error: unknown, importId: string): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if ('name' in error && error.name === 'FileMissing') {
    return ApplicationFailure.nonRetryable(`the file of import ${importId} is gone`, FAILURES.unreadableFile);
  }
  if (!/^22[0-9A-Z]{3}$/.test(code)) return error;
  return ApplicationFailure.nonRetryable(
    `the database refused a value of import ${importId} (${code})`,
    FAILURES.unreadableFile,
  );
}

function requestFor(deps: ImportDeps, row: ImportRow, chunkRows: number) {
  if (!row.dialect) {
    throw ApplicationFailure.nonRetryable(`import ${row.id} is running but was never opened`, FAILURES.unreadableFile);
  }
  return {
    fileKey: row.file_key,
    storage: deps.storage,
    keys: deps.keys,
    layout: row.dialect,
    defaultCountry: ImportOptions.parse(row.options).defaultCountry ?? row.default_country,
    from: { offset: row.file_offset, line: row.next_line },
    chunkRows,
  };
}

interface Writing {
  tenantId: ImportRef['tenantId'];
  row: ImportRow;
  chunk: PreparedChunk;
  fromOffset: number;
  zones: ZoneTable;
  /** Are the tables' statistics to be brought up to date first? */
  statistics: boolean;
}

/** One transaction: the chunk is staged at once, and brought into the list when the chunk before it is committed. */
async function writeAfter(deps: ImportDeps, before: Promise<void>, writing: Writing): Promise<void> {
  const { tenantId, row, chunk, fromOffset, zones, statistics } = writing;
  await deps.database.inTenant(tenantId, async (tx) => {
    await stageChunk(tx.client, chunk);
    await before;
    if (statistics) await deps.database.outsideTenants('select refresh_list_statistics()');
    const policy = ImportOptions.parse(row.options).reimportPolicy ?? row.reimport_policy;
    const target = { importId: row.id, listId: row.list_id, policy, fromOffset };
    const result = await writeChunk(deps, tx, target, chunk, { nowMs: deps.clock.now(), zones });
    // Thrown to roll back; the retry reads the row anew and goes on from where the other run got, or finds it ended.
    if (result === 'not-next') throw new Error(`import ${row.id} was taken further by another run, or has ended`);
  });
}

/** Files above this bring a list into another order of size. */
const LARGE_FILE_BYTES = 1_000_000;

/**
 * A list that doubles is another list to the planner: with the statistics of before, it walks the whole list for each row
 * of the next chunk. Small files do without.
 */
function needsStatistics(row: ImportRow, chunksBefore: number): boolean {
  const doubled = (chunksBefore & (chunksBefore - 1)) === 0;
  return doubled && row.file_bytes > LARGE_FILE_BYTES;
}
