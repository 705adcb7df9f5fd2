/**
 * The reading thread of one import: parsing and sealing take a core, and the worker's own loop has calls to make. It is
 * asked for one chunk at a time, so that memory stays flat however slow the database is.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { readRows } from '../../importing/read-rows.ts';
import { rowContext } from '../../importing/row-context.ts';
import { createRowReader } from '../../importing/row-reader.ts';
import { createKeyring } from '../../keyring/keyring.ts';
import type { FileStore, StorageSettings } from '../../storage/file-store.ts';
import { createFolderStore } from '../../storage/folder-store.ts';
import type { ChunkRequest } from './chunk-source.ts';
import { prepareChunk } from './prepare-chunk.ts';
import { createTwinFinder } from './twins.ts';

const request: ChunkRequest = workerData;
const port = parentPort;
if (!port) throw new Error('chunk-thread.ts runs as a worker thread only');

const keyring = createKeyring(request.keys.sealing, request.keys.index);
const readRow = createRowReader(request.layout, rowContext(request.defaultCountry));
const finder = createTwinFinder();
const bytes = (await openStore(request.storage)).read(request.fileKey, request.from.offset);
const batches = readRows(bytes, request.layout, request.from, request.chunkRows);

port.on('message', () => {
  batches.next().then(
    ({ value, done }) => {
      const chunk = done ? null : prepareChunk(value, readRow, keyring, finder);
      port.postMessage({ chunk }, chunk ? [chunk.leads.buffer, chunk.phones.buffer, chunk.rejections.buffer] : []);
      if (!chunk || chunk.last) port.close();
    },
    (error: unknown) => {
      port.postMessage({
        error:
          error instanceof Error
            ? { name: error.name, message: error.message }
            : { name: 'Error', message: String(error) },
      });
      port.close();
    },
  );
});

/** The S3 client takes longer to load than most files take to read. */
async function openStore(settings: StorageSettings): Promise<FileStore> {
  if (settings.kind === 'folder') return createFolderStore(settings.folder);
  const { createS3Store } = await import('../../storage/s3-store.ts');
  return createS3Store(settings);
}
