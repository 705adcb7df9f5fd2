import type { OutboxDeps } from '../../temporal/deliver-outbox.ts';
import type { Database } from '../../database/connect.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { FileStore } from '../../storage/file-store.ts';

/** What reading numbers into a tenant's own lists needs. */
export interface NumbersDeps extends OutboxDeps {
  database: Database;
  files: FileStore;
  keyring: Pick<Keyring, 'numberIndex' | 'seal'>;
}
