import type { Database } from '../../database/connect.ts';
import type { ImportRow } from './import-row.ts';

/** Files above this bring a list into another order of size. */
const LARGE_FILE_BYTES = 1_000_000;
/** A first chunk above this is waited for: looking through it for each row of the second would take seconds. */
const SMALL_CHUNK_ROWS = 2_000;

/**
 * Keeps what the planner knows of lists current while a file is read: a list that has grown is another list to it, and
 * with what it knew before, it walks the whole list for each row of the next chunk. Small files do without a refresh.
 */
export function listStatistics(database: Pick<Database, 'outsideTenants'>, { file_bytes: bytes }: ImportRow) {
  const isLarge = bytes > LARGE_FILE_BYTES;
  let refreshed: Promise<unknown> = Promise.resolve();
  const refresh = async (): Promise<void> => {
    if (!isLarge) return;
    refreshed = refreshed.then(() => database.outsideTenants('select refresh_list_statistics()'));
    // Whoever is told of a failure later is `done`.
    refreshed.catch(() => undefined);
    await refreshed;
  };
  return {
    /**
     * What the second chunk waits for before its rows are looked up: that nothing is being written. Tables that hold
     * nothing but what is not committed look empty to the planner, and to a refresh.
     */
    afterFirst(first: Promise<void>, rows: number): Promise<void> | undefined {
      return rows > SMALL_CHUNK_ROWS ? first.then(refresh) : undefined;
    },
    /** After 4, 16, 64, ... beside the next chunk: most of what is there is committed by then. */
    chunksCommitted(chunks: number): void {
      if (chunks > 1 && Number.isInteger(Math.log2(chunks) / 2)) refresh().catch(() => undefined);
    },
    /** All that was begun is through. Rejects when one failed. */
    async done(): Promise<void> {
      await refreshed;
    },
  };
}
