import type { Database } from '../../database/connect.ts';
import type { FileStore, StorageSettings } from '../../storage/file-store.ts';
import type { Clock } from '../deps.ts';

/** What loading a registry needs. */
export interface RegistryDeps {
  database: Database;
  files: FileStore;
  /** Where `files` are, for the thread that reads. */
  storage: StorageSettings;
  /** REGISTRY_FOLDER. */
  root: string;
  clock: Clock;
}
