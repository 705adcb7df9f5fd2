import type { Client, WorkflowHandle } from '@temporalio/client';
import type { TenantId } from '../../domain/ids.ts';
import type { FakeEngine } from '../../testing/fake-engine.ts';
import { anId } from '../../testing/temporal.ts';
import { QUEUES, workflowIds, WORKFLOWS } from '../contract.ts';
import type { receipt } from '../receipt.ts';

/** Every way through the receipt's workflow, by name. */
export function receiptPaths(client: () => Client, engine: FakeEngine): Record<string, () => Promise<WorkflowHandle>> {
  const prove = async (looks: Parameters<FakeEngine['optOut']>[1]) => {
    const optOutId = anId<string>();
    engine.optOut(optOutId, looks);
    const handle = await client().workflow.start<typeof receipt>(WORKFLOWS.receipt, {
      workflowId: workflowIds.receipt(optOutId),
      taskQueue: QUEUES.campaigns,
      args: [{ tenantId: anId<TenantId>(), optOutId }],
    });
    await handle.result();
    return handle;
  };
  return {
    'receipt-proven-at-once': () => prove([]),
    'receipt-waits-for-a-call': () =>
      prove([
        { status: 'open', waitingFor: ['ringing-calls'] },
        { status: 'open', waitingFor: [] },
      ]),
    'receipt-undone': () => prove([{ status: 'undone', waitingFor: [] }]),
  };
}
