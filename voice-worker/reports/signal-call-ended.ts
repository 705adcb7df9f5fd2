import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { callEnded } from '../../workflows/contract.ts';
import type { SignalCallEnded } from './delivery.ts';

/** Signals through Temporal. Throws while Temporal is away. */
export function signalThrough(client: Client): SignalCallEnded {
  return async (workflowId, report) => {
    try {
      await client.workflow.getHandle(workflowId).signal(callEnded, report);
      return 'accepted';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'gone';
      throw error;
    }
  };
}
