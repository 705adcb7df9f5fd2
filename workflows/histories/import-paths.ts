import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { ApplicationFailure, type Client } from '@temporalio/client';
import type { ImportActivities, ImportCounts, Slice } from '../../activities/imports/interface.ts';
import type { CampaignId, TenantId } from '../../domain/ids.ts';
import { eventually } from '../../testing/eventually.ts';
import { anId } from '../../testing/temporal.ts';
import { importCancel, importView, QUEUES, WORKFLOWS, workflowIds } from '../contract.ts';
import type { importList } from '../import.ts';
import type { Path } from './call-paths.ts';

const COUNTS: ImportCounts = { rowsRead: 40, accepted: 38, rejected: 1, duplicate: 1, updated: 0, suppressed: 1 };
const HALF: Slice = { counts: { ...COUNTS, rowsRead: 20, accepted: 20, rejected: 0, duplicate: 0 }, bytesRead: 500, done: false };
const WHOLE: Slice = { counts: COUNTS, bytesRead: 1_000, done: true };

type Script = Partial<ImportActivities>;

/** Activities that follow the script of each import by its id. */
function scriptedImports() {
  const scripts = new Map<string, Script>();
  const slices = new Map<string, number>();
  const activities: ImportActivities = {
    openImport: async (input) => (await scripts.get(input.importId)?.openImport?.(input)) ?? { kind: 'open', fileBytes: 1_000 },
    async readChunks(input) {
      const scripted = await scripts.get(input.importId)?.readChunks?.(input);
      const nth = slices.get(input.importId) ?? 0;
      slices.set(input.importId, nth + 1);
      return scripted ?? (nth === 0 ? HALF : WHOLE);
    },
    enrolImport: async (input) => (await scripts.get(input.importId)?.enrolImport?.(input)) ?? { campaigns: [] },
    finishImport: async ({ end }) => ({ status: end.status, counts: COUNTS }),
  };
  return { activities, script: (importId: string, script: Script) => scripts.set(importId, script) };
}

/** Every way through the import workflow, by name, and the activities that lead it there. */
export function importPaths(client: () => Client): { activities: ImportActivities; paths: Record<string, Path> } {
  const imports = scriptedImports();
  const start = async (script: Script) => {
    const importId = anId<string>();
    imports.script(importId, script);
    return client().workflow.start<typeof importList>(WORKFLOWS.import, {
      workflowId: workflowIds.import(importId),
      taskQueue: QUEUES.imports,
      args: [{ tenantId: anId<TenantId>(), importId }],
    });
  };
  const ended = async (script: Script) => {
    const handle = await start(script);
    await handle.result();
    return handle;
  };
  const paths: Record<string, Path> = {
    'import-completed': () => ended({ enrolImport: async () => ({ campaigns: [anId<CampaignId>()] }) }),
    'import-refused': () => ended({ openImport: async () => ({ kind: 'refused', sentence: 'The file is a workbook.' }) }),
    'import-ended-before': () => ended({ openImport: async () => ({ kind: 'ended' }) }),
    'import-failed': () =>
      ended({
        readChunks: async () => {
          throw ApplicationFailure.nonRetryable('the file is gone', 'UnreadableFile');
        },
      }),
    'import-cancelled': async () => {
      const handle = await start({
        async readChunks() {
          while (!cancellationSignal().aborted) {
            heartbeat();
            await pause(20);
          }
          throw ApplicationFailure.nonRetryable('stopped between two chunks', 'Cancelled');
        },
      });
      await eventually(async () => assert.equal((await handle.query(importView)).status, 'running'));
      await handle.signal(importCancel, { by: 'somebody' });
      await handle.result();
      return handle;
    },
  };
  return { activities: imports.activities, paths };
}
