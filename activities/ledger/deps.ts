import type { Database } from '../../database/connect.ts';
import type { FileStore } from '../../storage/file-store.ts';
import type { Clock } from '../deps.ts';

/** Everything that exports of ledgers need. */
export interface LedgerExportDeps {
  database: Pick<Database, 'inTenant'>;
  files: FileStore;
  clock: Clock;
}
