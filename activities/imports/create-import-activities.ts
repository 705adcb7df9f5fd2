import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { ImportDeps } from './deps.ts';
import { enrolImport } from './enrol-import.ts';
import { finishImport } from './finish-import.ts';
import type { ImportActivities } from './interface.ts';
import { openImport } from './open-import.ts';
import { readChunks } from './read-chunks.ts';

/** Well under the heartbeat timeout: a chunk may wait for the one before it, or for another import of the tenant. */
const HEARTBEAT_MS = 2_000;

/** The import's activities over their dependencies, as a worker of the imports queue registers them. */
export function createImportActivities(deps: ImportDeps): ImportActivities {
  return {
    openImport: (input) => whileBeating(() => openImport(deps, input)),
    readChunks: ({ sliceMs, ...input }) =>
      whileBeating(() => readChunks(deps, input, { cancelled: cancellationSignal(), sliceMs })),
    enrolImport: (input) => whileBeating(() => enrolImport(deps, input)),
    finishImport: (input) => whileBeating(() => finishImport(deps, input)),
  };
}

async function whileBeating<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
