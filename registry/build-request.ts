import type { UploadMode } from '../domain/registry-upload.ts';
import type { EpochMs } from '../domain/time.ts';
import type { RegistryList } from './lists.ts';
import type { Manifest } from './manifest.ts';

/** What a new version is built of, besides the lines of its file. */
export interface BuildRequest {
  readonly list: RegistryList;
  readonly mode: UploadMode;
  readonly asOf: EpochMs;
  /** Bought area codes that may have no number at all: they get an empty file instead of none. */
  readonly boughtAreas: readonly number[];
  /** SHA-256 of the uploaded file, hex. */
  readonly source: string;
  /** Of the version that is in force; needed by `areas` and `changes`. */
  readonly base: Base | null;
}

/** A version whose areas the new one takes over. */
export interface Base {
  readonly folder: string;
  readonly manifest: Manifest;
}
