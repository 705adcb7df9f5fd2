import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure, type Client } from '@temporalio/client';
import type { LedgerExportActivities } from '../../activities/ledger/interface.ts';
import type { TenantId } from '../../domain/ids.ts';
import { eventually } from '../../testing/eventually.ts';
import { anId } from '../../testing/temporal.ts';
import { ledgerExportCancel, QUEUES, WORKFLOWS, workflowIds } from '../contract.ts';
import type { ledgerExport } from '../ledger-export.ts';
import type { Path } from './call-paths.ts';

type Write = () => Promise<{ bytes: number }>;

/** Every way through the export of a ledger, by name, and the activities that lead it there. */
export function exportPaths(client: () => Client): { activities: LedgerExportActivities; paths: Record<string, Path> } {
  const scripts = new Map<string, Write>();
  const writing = new Set<string>();
  const activities: LedgerExportActivities = {
    openExport: async () => ({ entries: 12 }),
    async writeExport({ exportId }) {
      writing.add(exportId);
      return (await scripts.get(exportId)?.()) ?? { bytes: 4_096 };
    },
    finishExport: async () => undefined,
  };
  const start = async (write: Write) => {
    const exportId = anId<string>();
    scripts.set(exportId, write);
    const handle = await client().workflow.start<typeof ledgerExport>(WORKFLOWS.ledgerExport, {
      workflowId: workflowIds.ledgerExport(exportId),
      taskQueue: QUEUES.imports,
      args: [{ tenantId: anId<TenantId>(), exportId }],
    });
    return { handle, isWriting: () => eventually(() => assert.ok(writing.has(exportId))) };
  };
  const ended = async (write: Write) => {
    const { handle } = await start(write);
    await handle.result();
    return handle;
  };
  const paths: Record<string, Path> = {
    'ledger-export-completed': () => ended(async () => ({ bytes: 4_096 })),
    'ledger-export-failed': () =>
      ended(async () => {
        throw ApplicationFailure.nonRetryable('the file storage is full', 'StorageFull');
      }),
    'ledger-export-cancelled': async () => {
      const { handle, isWriting } = await start(async () => {
        for (; !cancellationSignal().aborted; await pause(20)) heartbeat();
        throw new CancelledFailure('stopped');
      });
      await isWriting();
      await handle.signal(ledgerExportCancel);
      await handle.result();
      return handle;
    },
  };
  return { activities, paths };
}
