import { z } from 'zod';
import type { FileStore, StorageSettings } from './file-store.ts';
import { createFolderStore } from './folder-store.ts';
import { createS3Store } from './s3-store.ts';

/** The store that the settings name. */
export function createFileStore(settings: StorageSettings): FileStore {
  return settings.kind === 'folder' ? createFolderStore(settings.folder) : createS3Store(settings);
}

/**
 * STORAGE_S3_BUCKET names an S3-compatible bucket (with STORAGE_S3_REGION, STORAGE_S3_PREFIX and, away from AWS,
 * STORAGE_S3_ENDPOINT; credentials by the usual AWS variables); without it files are kept in the folder STORAGE_DIR.
 */
export const storageEnvironment = z
  .object({
    STORAGE_DIR: z.string().min(1).default('.ringfence/files'),
    STORAGE_S3_BUCKET: z.string().min(1).optional(),
    STORAGE_S3_REGION: z.string().min(1).default('us-east-1'),
    STORAGE_S3_PREFIX: z.string().default(''),
    STORAGE_S3_ENDPOINT: z.url().optional(),
  })
  .transform(
    (env): StorageSettings =>
      env.STORAGE_S3_BUCKET === undefined
        ? { kind: 'folder', folder: env.STORAGE_DIR }
        : {
            kind: 's3',
            bucket: env.STORAGE_S3_BUCKET,
            prefix: env.STORAGE_S3_PREFIX,
            region: env.STORAGE_S3_REGION,
            forcePathStyle: env.STORAGE_S3_ENDPOINT !== undefined,
            ...(env.STORAGE_S3_ENDPOINT === undefined ? {} : { endpoint: env.STORAGE_S3_ENDPOINT }),
          },
  );
