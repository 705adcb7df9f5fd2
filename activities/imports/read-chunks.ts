import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ZoneTable } from '../../domain/time.ts';
import { zoneTable } from '../../numbering/zones.ts';
import { FAILURES } from '../../workflows/contract.ts';
import { preparedChunks } from './chunk-source.ts';
import type { ImportDeps } from './deps.ts';
import { countsOf, type ImportRow, ImportOptions, readImport } from './import-row.ts';
import type { ImportRef, Slice } from './interface.ts';
import type { PreparedChunk } from './prepare-chunk.ts';
import { listStatistics } from './list-statistics.ts';
import { stageChunk } from './stage-chunk.ts';
import { takeTurn } from './take-turn.ts';
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
 * See ImportActivities. A thread reads and seals ahead, and two chunks are written at once, each over a connection of its
 * own: the one before, and the next, whose rows wait where they resemble a row of that one. Chunks are committed one after
 * the other, in the order of the file.
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
  const statistics = listStatistics(deps.database, row);
  let fromOffset = row.file_offset;
  let before: InFlight = { turn: Promise.resolve(), committed: Promise.resolve() };
  let last = before;
  let chunks = 0;
  let rowsBefore = 0;
  let done = false;
  try {
    for await (const chunk of preparedChunks(requestFor(deps, row, chunkRows))) {
      if (cancelled.aborted) throw new CancelledFailure('the import was cancelled between two chunks');
      const ready = chunks === 1 ? statistics.afterFirst(before.committed, rowsBefore) : undefined;
      last = write(deps, before, { tenantId, row, chunk, fromOffset, zones, ready });
      await before.committed;
      statistics.chunksCommitted(chunks++);
      before = last;
      rowsBefore = chunk.rowsRead;
      fromOffset = chunk.next.offset;
      done = chunk.last;
      if (performance.now() > until) break;
    }
    await before.committed;
    await statistics.done();
  } catch (error) {
    // Nothing of this run is left behind. When the one before fails, the last fails with it: the first is reported.
    await Promise.allSettled([before.committed, last.committed, statistics.done()]);
    throw failureOf(error, importId);
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

/** A chunk on its way. Both fail when it fails. */
interface InFlight {
  /** It has taken its turn, and its rows have their ids: the next may ask for its own turn. */
  turn: Promise<void>;
  committed: Promise<void>;
}

interface Writing {
  tenantId: ImportRef['tenantId'];
  row: ImportRow;
  chunk: PreparedChunk;
  fromOffset: number;
  zones: ZoneTable;
  /** What must be done before its rows are looked up. */
  ready: Promise<void> | undefined;
}

/** Begins to write a chunk, in one transaction. */
function write(deps: ImportDeps, before: InFlight, writing: Writing): InFlight {
  const { tenantId, row, chunk, fromOffset, zones, ready } = writing;
  const turn = Promise.withResolvers<void>();
  const committed = deps.database.inTenant(tenantId, async (tx) => {
    await stageChunk(tx.client, chunk);
    // In the order of the file: a chunk that held its turn against the one before would wait for it forever.
    await before.turn;
    if (!(await takeTurn(tx, { importId: row.id, fromOffset }))) throw takenFurther(row);
    await ready;
    const policy = ImportOptions.parse(row.options).reimportPolicy ?? row.reimport_policy;
    const target = { importId: row.id, listId: row.list_id, policy, fromOffset };
    const facts = { nowMs: deps.clock.now(), zones, before: before.committed, placed: turn.resolve };
    if ((await writeChunk(deps, tx, target, chunk, facts)) === 'not-next') throw takenFurther(row);
  });
  // The loop hears of it, and the chunk after it.
  turn.promise.catch(() => undefined);
  ready?.catch(() => undefined);
  committed.catch((error: unknown) => turn.reject(error));
  return { turn: turn.promise, committed };
}

/** Thrown to roll back; the retry reads the row anew and goes on from where the other run got, or finds it ended. */
function takenFurther(row: ImportRow): Error {
  return new Error(`import ${row.id} was taken further by another run, or has ended`);
}
