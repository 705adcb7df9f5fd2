import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ZoneTable } from '../../domain/time.ts';
import { zoneTable } from '../../numbering/zones.ts';
import { FAILURES } from '../../workflows/contract.ts';
import { preparedChunks } from './chunk-source.ts';
import type { ImportDeps } from './deps.ts';
import { countsOf, type ImportRow, ImportOptions, readImport } from './import-row.ts';
import type { ImportCounts, ImportRef } from './interface.ts';
import type { PreparedChunk } from './prepare-chunk.ts';
import { stageChunk } from './stage-chunk.ts';
import { writeChunk } from './write-chunk.ts';

export interface ReadChunksContext {
  /** Called after each chunk. */
  heartbeat(): void;
  cancelled: AbortSignal;
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
  { heartbeat, cancelled, chunkRows = CHUNK_ROWS }: ReadChunksContext,
): Promise<ImportCounts> {
  const zones = zoneTable();
  const row = await deps.database.inTenant(tenantId, (tx) => readImport(tx, importId));
  if (row.status !== 'running') return countsOf(row);
  const request = requestFor(deps, row, chunkRows);
  let fromOffset = row.file_offset;
  let before: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of preparedChunks(request)) {
      if (cancelled.aborted) throw new CancelledFailure('the import was cancelled between two chunks');
      const written = writeAfter(deps, before, { tenantId, row, chunk, fromOffset, zones });
      // When the one before fails, this one fails with it; the loop reports the first.
      written.catch(() => undefined);
      await before;
      heartbeat();
      before = written;
      fromOffset = chunk.next.offset;
    }
  } finally {
    await before;
  }
  return deps.database.inTenant(tenantId, async (tx) => countsOf(await readImport(tx, importId)));
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
}

/** One transaction: the chunk is staged at once, and brought into the list when the chunk before it is committed. */
async function writeAfter(deps: ImportDeps, before: Promise<void>, writing: Writing): Promise<void> {
  const { tenantId, row, chunk, fromOffset, zones } = writing;
  await deps.database.inTenant(tenantId, async (tx) => {
    await stageChunk(tx.client, chunk);
    await before;
    const policy = ImportOptions.parse(row.options).reimportPolicy ?? row.reimport_policy;
    const target = { importId: row.id, listId: row.list_id, policy, fromOffset };
    const result = await writeChunk(tx, target, chunk, { nowMs: deps.clock.now(), zones });
    // Thrown to roll back; the retry reads the row anew and goes on from where the other run got, or finds it ended.
    if (result === 'not-next') throw new Error(`import ${row.id} was taken further by another run, or has ended`);
  });
}
