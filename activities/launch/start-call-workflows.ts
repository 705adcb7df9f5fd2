import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { AttemptId, CampaignId, TenantId } from '../../domain/ids.ts';
import { type CallInput, QUEUES, searchAttributes, workflowIds, WORKFLOWS } from '../../workflows/contract.ts';
import type { EngineDeps } from '../deps.ts';

/**
 * How long before its slot a call is begun. With media: room, dispatch, agent ready (0.4 s with an idle process, 1.6 s
 * without). Without: the claim's own transaction and the start of a tick's workflows, up to 0.8 s at ten calls a second.
 */
export const PREPARATION_MS = { media: 2_500, none: 1_000 } as const;
const STARTS_AT_ONCE = 20;
const OUTBOUND_PRIORITY = 3;
const CALLBACK_PRIORITY = 2;

export interface PlannedCall {
  input: CallInput;
  campaignId: CampaignId;
  attemptNumber: number;
  /** A callback that the lead was promised goes before other calls. */
  promised: boolean;
}

/**
 * Starts a call's workflow, delayed so that preparation ends about when its slot comes. A workflow that is there already,
 * running or closed, is success: the attempt's row in Postgres is what keeps it from being dialled twice.
 */
export async function startCallWorkflow(
  deps: Pick<EngineDeps, 'temporal' | 'clock'>,
  call: PlannedCall,
): Promise<void> {
  const { input } = call;
  const preparation = input.media ? PREPARATION_MS.media : PREPARATION_MS.none;
  const delayMs = Date.parse(input.dialAt) - preparation - deps.clock.now();
  try {
    await deps.temporal.workflow.start(WORKFLOWS.call, {
      workflowId: workflowIds.call(input.attemptId),
      taskQueue: QUEUES.calls,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [input],
      // A delay is a timer of the server's: not worth it for less than a tenth of a second.
      ...(delayMs > 100 ? { startDelay: delayMs } : {}),
      staticSummary: `attempt ${call.attemptNumber}${call.promised ? ', promised callback' : ''}`,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: searchAttributes.tenant, value: input.tenantId },
        { key: searchAttributes.campaign, value: call.campaignId },
        { key: searchAttributes.state, value: 'planned' },
      ]),
      priority: {
        priorityKey: call.promised ? CALLBACK_PRIORITY : OUTBOUND_PRIORITY,
        fairnessKey: input.tenantId,
      },
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Starts all, a few at once. Throws the first failure after the others were tried; starting again is safe. */
export async function startCallWorkflows(
  deps: Pick<EngineDeps, 'temporal' | 'clock'>,
  calls: readonly PlannedCall[],
): Promise<void> {
  const waiting = [...calls];
  let failure: unknown;
  const worker = async () => {
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      try {
        await startCallWorkflow(deps, call);
      } catch (error) {
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(STARTS_AT_ONCE, calls.length) }, worker));
  if (failure) throw failure;
}

export interface CallTerms {
  carrier: CallInput['carrier'];
  media: boolean;
  ringTimeoutMs: number;
  maxCallMs: number;
}

export function callInput(
  terms: CallTerms,
  ids: { tenantId: TenantId; campaignId: CampaignId; attemptId: AttemptId },
  dialAtMs: number,
): CallInput {
  return { ...ids, ...terms, dialAt: new Date(dialAtMs).toISOString() };
}
