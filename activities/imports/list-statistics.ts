import type { Database } from '../../database/connect.ts';
import type { ImportRow } from './import-row.ts';

/** Files above this bring a list into another order of size. */
const LARGE_FILE_BYTES = 1_000_000;

/**
 * Keeps what the planner knows of lists current while a large file is read: a list that doubles is another list to it,
 * and with what it knew before, it walks the whole list for each row of the next chunk. Small files do without.
 */
export function listStatistics(database: Pick<Database, 'outsideTenants'>, { file_bytes: bytes }: ImportRow) {
  const isLarge = bytes > LARGE_FILE_BYTES;
  let refreshed: Promise<unknown> = Promise.resolve();
  const refresh = async (): Promise<void> => {
    refreshed = refreshed.then(() => database.outsideTenants('select refresh_list_statistics()'));
    // Whoever is told of a failure later is `done`.
    refreshed.catch(() => undefined);
    await refreshed;
  };
  return {
    /**
     * What the second chunk waits for before its rows are looked up: a refresh while nothing is written, since a table
     * that is full of what is not committed counts as empty.
     */
    afterFirst(first: Promise<void>): Promise<void> | undefined {
      return isLarge ? first.then(refresh) : undefined;
    },
    /** Beside the next chunk, from the second on: at least half of what is there is committed by then. */
    chunksCommitted(chunks: number): void {
      if (isLarge && chunks > 1 && (chunks & (chunks - 1)) === 0) refresh().catch(() => undefined);
    },
    /** All that was begun is through. Rejects when one failed. */
    async done(): Promise<void> {
      await refreshed;
    },
  };
}
