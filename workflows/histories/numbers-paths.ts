import { setTimeout as pause } from 'node:timers/promises';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { ApplicationFailure, type Client } from '@temporalio/client';
import type { NumbersActivities, NumbersCounts, NumbersRead } from '../../activities/dnc/interface.ts';
import type { TenantId } from '../../domain/ids.ts';
import { eventually } from '../../testing/eventually.ts';
import { anId } from '../../testing/temporal.ts';
import { numbersImportCancel, numbersImportView, QUEUES, WORKFLOWS, workflowIds } from '../contract.ts';
import type { importNumbers } from '../numbers-import.ts';
import type { Path } from './call-paths.ts';

const COUNTS: NumbersCounts = { lines: 40, added: 38, alreadyListed: 1, bad: 1, leadsEnded: 2, callsHungUp: 1 };
const HALF: NumbersRead = { kind: 'read', counts: { ...COUNTS, lines: 20, added: 20, alreadyListed: 0, bad: 0 }, bytesRead: 500, done: false };
const WHOLE: NumbersRead = { kind: 'read', counts: COUNTS, bytesRead: 1_000, done: true };
type Slice = (nth: number) => NumbersRead | Promise<NumbersRead>;
const inTwo: Slice = (nth) => (nth === 0 ? HALF : WHOLE);

/** Every way through the import of numbers, by name, and the activities that lead it there. */
export function numbersPaths(client: () => Client): { activities: NumbersActivities; paths: Record<string, Path> } {
  const scripts = new Map<string, Slice>();
  const slices = new Map<string, number>();
  const activities: NumbersActivities = {
    async readNumbers({ importId }) {
      const nth = slices.get(importId) ?? 0;
      slices.set(importId, nth + 1);
      return (scripts.get(importId) ?? inTwo)(nth);
    },
    finishNumbers: async ({ end }) => ({ status: end.status, counts: COUNTS }),
  };
  const start = async (script: Slice) => {
    const importId = anId<string>();
    scripts.set(importId, script);
    return client().workflow.start<typeof importNumbers>(WORKFLOWS.numbersImport, {
      workflowId: workflowIds.numbersImport(importId),
      taskQueue: QUEUES.imports,
      args: [{ tenantId: anId<TenantId>(), importId }],
    });
  };
  const ended = async (script: Slice) => {
    const handle = await start(script);
    await handle.result();
    return handle;
  };
  const paths: Record<string, Path> = {
    'numbers-completed': () => ended(inTwo),
    'numbers-refused': () => ended(() => ({ kind: 'refused', sentence: 'The file is a workbook.' })),
    'numbers-failed': () =>
      ended(() => {
        throw ApplicationFailure.nonRetryable('there is no such import of numbers', 'NotFound');
      }),
    'numbers-cancelled': async () => {
      const handle = await start((nth) => (nth === 0 ? HALF : untilCancelled()));
      await eventually(async () => {
        const { lines } = await handle.query(numbersImportView);
        if (lines === 0) throw new Error('no slice was read yet');
      });
      await handle.signal(numbersImportCancel, { by: 'Ann' });
      await handle.result();
      return handle;
    },
  };
  return { activities, paths };
}

async function untilCancelled(): Promise<never> {
  const cancelled = cancellationSignal();
  for (;;) {
    cancelled.throwIfAborted();
    heartbeat();
    await pause(100);
  }
}
