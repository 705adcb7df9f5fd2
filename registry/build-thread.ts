/**
 * The thread that builds a version: reading a quarter of a billion lines takes a core for a while, and the worker's own
 * loop has calls to make. Whoever started it ends it when the work is cancelled.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { FileStore, StorageSettings } from '../storage/file-store.ts';
import { createFolderStore } from '../storage/folder-store.ts';
import type { BuildJob } from './build-in-thread.ts';
import { buildVersion } from './versions.ts';

const PROGRESS_EVERY_MS = 500;

const { fileKey, storage, options }: BuildJob = workerData;
const port = parentPort;
if (!port) throw new Error('build-thread.ts runs as a worker thread only');

let told = 0;
try {
  const built = await buildVersion((await openStore(storage)).read(fileKey), {
    ...options,
    onProgress({ lines, bad }, bytesRead) {
      const now = performance.now();
      if (now - told < PROGRESS_EVERY_MS) return;
      told = now;
      port.postMessage({ progress: { lines, bad, bytesRead } });
    },
  });
  port.postMessage({ built });
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  port.postMessage({ error: { name, message } });
}

/** The S3 client takes longer to load than most files take to read. */
async function openStore(settings: StorageSettings): Promise<FileStore> {
  if (settings.kind === 'folder') return createFolderStore(settings.folder);
  const { createS3Store } = await import('../storage/s3-store.ts');
  return createS3Store(settings);
}
