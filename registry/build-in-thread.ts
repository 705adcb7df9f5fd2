import { Worker } from 'node:worker_threads';
import type { StorageSettings } from '../storage/file-store.ts';
import type { BuildCounts } from './builder.ts';
import type { Manifest } from './manifest.ts';
import { NotARegistryFile } from './not-a-registry-file.ts';
import type { BuildOptions } from './versions.ts';

export interface BuildJob {
  fileKey: string;
  storage: StorageSettings;
  options: Omit<BuildOptions, 'onProgress'>;
}

export interface BuildProgress {
  lines: number;
  bad: number;
  bytesRead: number;
}

type Message =
  | { progress: BuildProgress; built?: never; error?: never }
  | { built: { manifest: Manifest; counts: BuildCounts }; progress?: never; error?: never }
  | { error: { name: string; message: string }; progress?: never; built?: never };

/**
 * Builds a version in a thread of its own. Aborting ends the thread where it is; what it wrote is cleared away by the
 * next build. @throws NotARegistryFile, FileMissing, or what went wrong.
 */
export async function buildInThread(
  job: BuildJob,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: BuildProgress) => void },
): Promise<{ manifest: Manifest; counts: BuildCounts }> {
  signal.throwIfAborted();
  const thread = new Worker(new URL('./build-thread.ts', import.meta.url), { workerData: job });
  const { promise, resolve, reject } = Promise.withResolvers<{ manifest: Manifest; counts: BuildCounts }>();
  thread.on('message', (message: Message) => {
    if (message.progress) onProgress(message.progress);
    else if (message.built) resolve(message.built);
    else reject(asError(message.error));
  });
  thread.on('error', reject);
  thread.on('exit', () => reject(new Error('the thread that builds a registry ended before its work was done')));
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', abort);
    await thread.terminate();
  }
}

function asError({ name, message }: { name: string; message: string }): Error {
  if (name === 'NotARegistryFile') return new NotARegistryFile(message);
  const error = new Error(message);
  error.name = name;
  return error;
}
