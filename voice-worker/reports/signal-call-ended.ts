import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { callEnded } from '../../workflows/contract.ts';
import type { SignalCallEnded } from './delivery.ts';

/** A lazy connection waits far longer by itself. */
const DEADLINE_MS = 5_000;

/** Signals through Temporal. Throws while Temporal is away. */
export function signalThrough(client: Client): SignalCallEnded {
  return async (workflowId, report) => {
    try {
      const signal = () => client.workflow.getHandle(workflowId).signal(callEnded, report);
      await client.withDeadline(Date.now() + DEADLINE_MS, signal);
      return 'accepted';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'gone';
      throw error;
    }
  };
}
