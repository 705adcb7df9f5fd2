import type { OutboxEffect } from '../../database/engine/outbox.ts';
import type { TenantId } from '../../domain/ids.ts';
import { QUEUES, searchAttributes } from '../../workflows/contract.ts';

interface JobStart {
  workflowType: string;
  workflowId: string;
  input: { tenantId: TenantId };
  /** For a workflow that keeps its state as a search attribute. */
  state?: 'running';
  summary?: string;
}

/** Starts the workflow of a long job, and never a second one under its id. */
export function startOnce({ workflowType, workflowId, input, state, summary }: JobStart): OutboxEffect {
  return {
    kind: 'start-workflow',
    payload: {
      ...{ workflowType, workflowId, taskQueue: QUEUES.imports, args: [input], reuse: 'reject' },
      searchAttributes: {
        [searchAttributes.tenant.name]: input.tenantId,
        ...(state && { [searchAttributes.state.name]: state }),
      },
      ...(summary !== undefined && { summary }),
    },
  };
}
