import { WorkflowNotFoundError } from '@temporalio/client';
import { workflowIds, WORKFLOWS } from '../../workflows/contract.ts';
import type { EngineDeps } from '../deps.ts';

export type WorkflowState = 'running' | 'closed' | 'missing';

/**
 * Tells of many calls whether their workflows run. One listing answers for nearly all; what it does not name (it lags a
 * little) is asked for by id.
 */
export async function callWorkflowStates(
  temporal: EngineDeps['temporal'],
  attemptIds: readonly string[],
): Promise<Map<string, WorkflowState>> {
  const states = new Map<string, WorkflowState>();
  if (attemptIds.length === 0) return states;
  const running = new Set<string>();
  const query = `WorkflowType = '${WORKFLOWS.call}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of temporal.workflow.list({ query })) running.add(workflowId);
  for (const id of attemptIds) {
    const workflowId = workflowIds.call(id);
    states.set(id, running.has(workflowId) ? 'running' : await stateOf(temporal, workflowId));
  }
  return states;
}

async function stateOf(temporal: EngineDeps['temporal'], workflowId: string): Promise<WorkflowState> {
  try {
    const { status } = await temporal.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW' ? 'running' : 'closed';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'missing';
    throw error;
  }
}

/** Ends a workflow that cannot go on. One that is gone is success. */
export async function terminateCall(
  temporal: EngineDeps['temporal'],
  attemptId: string,
  reason: string,
): Promise<void> {
  try {
    await temporal.workflow.getHandle(workflowIds.call(attemptId)).terminate(reason);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
