import type { Client } from '@temporalio/client';
import { QUEUES, workflowIds, WORKFLOWS } from '../workflows/contract.ts';

/** Starts the installation's one reconciler where it does not run: at every start, and again should somebody end it. */
export async function ensureReconciler(client: Client): Promise<void> {
  await client.workflow.start(WORKFLOWS.reconciler, {
    workflowId: workflowIds.reconciler(),
    taskQueue: QUEUES.campaigns,
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: 'frees what crashes left behind',
  });
}
