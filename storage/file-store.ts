/** Where uploaded files are kept: a local folder, or any S3-compatible service. */

export interface StoredFile {
  bytes: number;
  sha256: Buffer;
}

export interface FileStore {
  /**
   * Streams a file in. It is there whole under its key, or not at all; an older file of that key is replaced.
   * @throws FileTooLarge beyond `maxBytes`; nothing is kept then.
   */
  put(key: string, source: AsyncIterable<Uint8Array>, limits: { maxBytes: number }): Promise<StoredFile>;
  /**
   * The bytes from `fromByte` to the end (none when it lies at or behind the end).
   * @throws FileMissing
   */
  read(key: string, fromByte?: number): AsyncIterable<Uint8Array>;
  /** Removes the file; one that is not there is fine. */
  remove(key: string): Promise<void>;
  /** Proves that the store can be reached. @throws with what is wrong. */
  check(): Promise<void>;
}

/** Plain data, so that it can be handed to a worker thread. Credentials for S3 come from the AWS environment. */
export type StorageSettings =
  | { kind: 'folder'; folder: string }
  | { kind: 's3'; bucket: string; prefix: string; region: string; endpoint?: string; forcePathStyle: boolean };

export class FileTooLarge extends Error {
  override name = 'FileTooLarge';
  readonly maxBytes: number;
  constructor(maxBytes: number) {
    super(`the file is larger than ${maxBytes} bytes: split it, or raise IMPORT_MAX_BYTES`);
    this.maxBytes = maxBytes;
  }
}

export class FileMissing extends Error {
  override name = 'FileMissing';
  constructor(key: string) {
    super(`no file "${key}" in the file storage: was STORAGE_DIR or the bucket changed?`);
  }
}

/** Keys are made by programs: folders of ids. Anything that could climb out of the folder is a bug. */
export function checkKey(key: string): string {
  if (!/^[A-Za-z0-9][\w-]*(\/[\w-][\w.-]*)*$/.test(key) || key.includes('..')) {
    throw new Error(`"${key}" is not a storage key`);
  }
  return key;
}

/** Where the file of an import is kept. */
export function importFileKey(tenantId: string, importId: string): string {
  return checkKey(`imports/${tenantId}/${importId}.csv`);
}
