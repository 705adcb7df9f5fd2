import type { Database } from '../../database/connect.ts';
import type { FileStore, StorageSettings } from '../../storage/file-store.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { Registry } from '../../registry/create-registry.ts';
import type { Clock, Logger } from '../deps.ts';
import type { TenantRules } from '../screening/tenant-rules.ts';

/** RINGFENCE_KEYS and RINGFENCE_HMAC_KEY as they stand: the reading thread builds a keyring of its own from them. */
export interface KeyMaterial {
  sealing: string;
  index: string;
}

/** Everything the import's activities need, built once in the worker's `main.ts`. */
export interface ImportDeps {
  database: Database;
  keys: KeyMaterial;
  files: FileStore;
  /** Where `files` are, for the reading thread. */
  storage: StorageSettings;
  clock: Clock;
  /** For screening what was read; the reading thread has its own. */
  keyring: Pick<Keyring, 'open'>;
  registry: Pick<Registry, 'look'>;
  rules: TenantRules;
  logger: Logger;
}
