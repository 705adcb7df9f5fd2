import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure, type Client } from '@temporalio/client';
import type { Built, RegistryActivities, RegistryLoadEnd } from '../../activities/dnc/interface.ts';
import type { TenantId } from '../../domain/ids.ts';
import { eventually } from '../../testing/eventually.ts';
import { anId } from '../../testing/temporal.ts';
import { QUEUES, registryCancel, WORKFLOWS, workflowIds } from '../contract.ts';
import type { loadRegistry } from '../registry-load.ts';
import type { Path } from './call-paths.ts';

const BUILT: Built = { kind: 'built', doubts: [], lines: 3, numbers: 3, bad: 0 };
const STATUS: Record<RegistryLoadEnd['kind'], string> = {
  'in-force': 'active',
  'awaiting-approval': 'awaiting-approval',
  cancelled: 'cancelled',
  failed: 'failed',
};

/** Every way through the loading of a registry, by name, and the activities that lead it there. */
export function registryPaths(client: () => Client): { activities: RegistryActivities; paths: Record<string, Path> } {
  const builds = new Map<string, () => Promise<Built>>();
  const building = new Set<string>();
  const activities: RegistryActivities = {
    async buildRegistryVersion({ versionId }) {
      building.add(versionId);
      return (await builds.get(versionId)?.()) ?? BUILT;
    },
    settleRegistryVersion: async ({ end }) => ({ status: STATUS[end.kind] }),
  };
  const start = async (build: () => Promise<Built>) => {
    const versionId = anId<string>();
    builds.set(versionId, build);
    const handle = await client().workflow.start<typeof loadRegistry>(WORKFLOWS.registryLoad, {
      workflowId: workflowIds.registryLoad(versionId),
      taskQueue: QUEUES.imports,
      args: [{ tenantId: anId<TenantId>(), versionId }],
    });
    return { handle, isBuilding: () => eventually(() => assert.ok(building.has(versionId))) };
  };
  const ended = async (build: () => Promise<Built>) => {
    const { handle } = await start(build);
    await handle.result();
    return handle;
  };
  const paths: Record<string, Path> = {
    'registry-load-in-force': () => ended(async () => BUILT),
    'registry-load-doubted': () => ended(async () => ({ ...BUILT, doubts: ['far-fewer-numbers', 'cut-off'] })),
    'registry-load-refused': () => ended(async () => ({ kind: 'refused', sentence: 'The file is a workbook.' })),
    'registry-load-ended-before': () => ended(async () => ({ kind: 'ended' })),
    'registry-load-failed': () =>
      ended(async () => {
        throw ApplicationFailure.nonRetryable('the file cannot be read', 'UnreadableFile');
      }),
    'registry-load-tried-again': () => {
      let tries = 0;
      return ended(async () => {
        tries += 1;
        if (tries === 1) throw new Error('the worker lost its disk');
        return BUILT;
      });
    },
    'registry-load-cancelled': async () => {
      const { handle, isBuilding } = await start(untilCancelled);
      await isBuilding();
      await handle.signal(registryCancel, { by: 'somebody' });
      await handle.result();
      return handle;
    },
    'registry-load-cancelled-by-an-operator': async () => {
      const { handle, isBuilding } = await start(untilCancelled);
      await isBuilding();
      await handle.cancel();
      await handle.result();
      return handle;
    },
    'registry-load-cancelled-too-late': async () => {
      const { handle, isBuilding } = await start(async () => {
        while (!cancellationSignal().aborted) await beat();
        return BUILT;
      });
      await isBuilding();
      await handle.signal(registryCancel, { by: 'somebody' });
      await handle.result();
      return handle;
    },
  };
  return { activities, paths };
}

async function untilCancelled(): Promise<Built> {
  while (!cancellationSignal().aborted) await beat();
  throw new CancelledFailure('stopped');
}

async function beat(): Promise<void> {
  heartbeat();
  await pause(20);
}
