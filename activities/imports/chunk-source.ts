import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Layout } from '../../importing/layout.ts';
import type { Place } from '../../importing/read-rows.ts';
import type { StorageSettings } from '../../storage/file-store.ts';
import type { KeyMaterial } from './deps.ts';
import type { PreparedChunk } from './prepare-chunk.ts';

export interface ChunkRequest {
  fileKey: string;
  storage: StorageSettings;
  keys: KeyMaterial;
  layout: Layout;
  defaultCountry: string;
  from: Place;
  chunkRows: number;
}

/**
 * The chunks of a file from `from` on, prepared by a thread of their own while the caller writes the one before. The
 * thread ends with the loop that reads them, however it ends.
 */
export async function* preparedChunks(request: ChunkRequest): AsyncGenerator<PreparedChunk> {
  const thread = new Worker(new URL('./chunk-thread.ts', import.meta.url), { workerData: request });
  try {
    let ahead = nextChunk(thread);
    for (;;) {
      const chunk = await ahead;
      if (!chunk) return;
      if (!chunk.last) {
        ahead = nextChunk(thread);
        // It fails while nobody awaits it when the caller stops here.
        ahead.catch(() => undefined);
      }
      yield chunk;
      if (chunk.last) return;
    }
  } finally {
    await thread.terminate();
  }
}

interface Answer {
  chunk?: PreparedChunk | null;
  error?: { name: string; message: string };
}

async function nextChunk(thread: Worker): Promise<PreparedChunk | null> {
  thread.postMessage('next');
  const stopped = new AbortController();
  try {
    const answer: Answer = await Promise.race([
      once(thread, 'message', { signal: stopped.signal }).then(([message]) => message),
      once(thread, 'exit', { signal: stopped.signal }).then(() => ({
        error: { name: 'ThreadEnded', message: 'the reading thread ended early' },
      })),
    ]);
    if (answer.error) throw Object.assign(new Error(answer.error.message), { name: answer.error.name });
    return answer.chunk ?? null;
  } finally {
    stopped.abort();
  }
}
