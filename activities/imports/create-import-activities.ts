import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { ImportDeps } from './deps.ts';
import { enrolImport } from './enrol-import.ts';
import { finishImport } from './finish-import.ts';
import type { ImportActivities } from './interface.ts';
import { openImport } from './open-import.ts';
import { readChunks } from './read-chunks.ts';

/** The import's activities over their dependencies, as a worker of the imports queue registers them. */
export function createImportActivities(deps: ImportDeps): ImportActivities {
  return {
    openImport: (input) => openImport(deps, input),
    readChunks: (input) => readChunks(deps, input, { heartbeat: () => heartbeat(), cancelled: cancellationSignal() }),
    enrolImport: (input) => enrolImport(deps, input, () => heartbeat()),
    finishImport: (input) => finishImport(deps, input),
  };
}
