import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { ApplicationFailure, type Client } from '@temporalio/client';
import type { ChangeActivities, RunSlice } from '../../activities/changes/interface.ts';
import type { TenantId } from '../../domain/ids.ts';
import { eventually } from '../../testing/eventually.ts';
import { anId } from '../../testing/temporal.ts';
import { QUEUES, sliceCancel, sliceView, WORKFLOWS, workflowIds } from '../contract.ts';
import type { lawChange } from '../law-change.ts';
import type { Path } from './call-paths.ts';

const OPENED: RunSlice = { looked: 0, total: 900, done: false };
type Next = (slice: number) => RunSlice | Promise<RunSlice>;
const inTwo: Next = (slice) => (slice === 0 ? { looked: 500, total: 900, done: false } : { looked: 900, total: 900, done: true });

/** Activities that follow the script of each run by its id. */
function scriptedSlices() {
  const scripts = new Map<string, Next>();
  const slices = new Map<string, number>();
  const next = async ({ runId }: { runId: string }) => {
    const nth = slices.get(runId) ?? 0;
    slices.set(runId, nth + 1);
    return (scripts.get(runId) ?? inTwo)(nth);
  };
  const activities: ChangeActivities = {
    openLeadRun: async () => OPENED,
    planLeads: next,
    finishLeadRun: async ({ end }) => ({ status: end.status }),
    openReplay: async () => OPENED,
    replayCalls: next,
    finishReplay: async ({ end }) => ({ status: end.status }),
  };
  return { activities, script: (runId: string, script: Next) => scripts.set(runId, script) };
}

/** Every way through the look at leads and through the replay of a day, by name. */
export function slicePaths(client: () => Client): {
  activities: ChangeActivities;
  paths: Record<string, Path>;
  continued: Record<string, Path>;
} {
  const slices = scriptedSlices();
  const start = async (type: 'lawChange' | 'complianceReplay', script: Next) => {
    const runId = anId<string>();
    slices.script(runId, script);
    return client().workflow.start<typeof lawChange>(WORKFLOWS[type], {
      workflowId: workflowIds[type](runId),
      taskQueue: QUEUES.imports,
      args: [{ tenantId: anId<TenantId>(), runId }],
    });
  };
  const ended = async (type: 'lawChange' | 'complianceReplay', script: Next) => {
    const handle = await start(type, script);
    await handle.result();
    return handle;
  };
  const paths: Record<string, Path> = {
    'law-change-completed': () => ended('lawChange', inTwo),
    'law-change-failed': () =>
      ended('lawChange', () => {
        throw ApplicationFailure.nonRetryable('the rules were changed', 'RulesChanged');
      }),
    'law-change-cancelled': async () => {
      const handle = await start('lawChange', async () => {
        while (!cancellationSignal().aborted) {
          heartbeat();
          await pause(20);
        }
        throw ApplicationFailure.nonRetryable('stopped between two chunks', 'Cancelled');
      });
      await eventually(async () => assert.equal((await handle.query(sliceView)).total, 900));
      await handle.signal(sliceCancel, { by: 'somebody' });
      await handle.result();
      return handle;
    },
    'compliance-replay-completed': () => ended('complianceReplay', inTwo),
  };
  const continued: Record<string, Path> = {
    'law-change-continued-as-new': async () => {
      const script: Next = (slice) => ({ looked: slice * 100, total: 900, done: slice === 9 });
      const handle = await start('lawChange', script);
      await handle.result();
      return client().workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    },
    'law-change-cancelled-as-it-continues': () =>
      ended('lawChange', async (slice) => {
        // The slice after which the server suggests to continue as new ends well, and does not hear of the cancellation.
        const { workflowId } = activityInfo().workflowExecution ?? {};
        if (slice === 2 && workflowId !== undefined) {
          await client().workflow.getHandle(workflowId).signal(sliceCancel, { by: 'somebody' });
        }
        return { looked: (slice + 1) * 100, total: 900, done: slice === 8 };
      }),
  };
  return { activities: slices.activities, paths, continued };
}
