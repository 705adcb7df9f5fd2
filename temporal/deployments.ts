import { setTimeout as pause } from 'node:timers/promises';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import proto from '@temporalio/proto';
import { DEPLOYMENT, QUEUES } from '../workflows/contract.ts';

const { PinnedOverrideBehavior } = proto.temporal.api.workflow.v1.VersioningOverride;
const FIRST_POLL_TIMEOUT_MS = 60_000;
/** A worker's poll is answered within a minute, empty or not. */
const LONGEST_POLL_MS = 70_000;

/**
 * Makes a build the one that new workflows start on. The server refuses until a worker of that build has polled, so this
 * is tried until it is accepted. Before a deployment has a current version none of its workflows begin.
 * @throws when no worker of the build polled within a minute.
 */
export async function makeCurrent(client: Client, deploymentName: string, buildId: string): Promise<void> {
  const deadline = Date.now() + FIRST_POLL_TIMEOUT_MS;
  for (;;) {
    try {
      await client.workflowService.setWorkerDeploymentCurrentVersion({
        namespace: client.options.namespace,
        deploymentName,
        buildId,
        identity: client.options.identity,
        ignoreMissingTaskQueues: true,
      });
      return;
    } catch (error) {
      if (!isGrpcServiceError(error) || Date.now() > deadline) throw error;
      await pause(200);
    }
  }
}

/**
 * Calls that are pinned to a build which no worker runs any more would wait for ever: they go on with this build. A call
 * whose steps changed between the builds cannot; it stays stranded, and the reconciler fences and finishes its attempt.
 * @returns how many were moved.
 */
export async function adoptStrandedCalls(
  client: Client,
  buildId: string,
  { silentMs = LONGEST_POLL_MS }: { silentMs?: number } = {},
): Promise<number> {
  const alive = [buildId, ...(await buildsWithWorkers(client, silentMs))];
  const versions = alive.map((build) => `'${DEPLOYMENT.calls}:${build}'`).join(', ');
  let moved = 0;
  for await (const { workflowId, runId } of client.workflow.list({
    query: `TaskQueue = '${QUEUES.calls}' AND ExecutionStatus = 'Running' AND TemporalWorkerDeploymentVersion NOT IN (${versions})`,
  })) {
    await client.workflowService.updateWorkflowExecutionOptions({
      namespace: client.options.namespace,
      workflowExecution: { workflowId, runId },
      workflowExecutionOptions: {
        versioningOverride: {
          pinned: {
            behavior: PinnedOverrideBehavior.PINNED_OVERRIDE_BEHAVIOR_PINNED,
            version: { deploymentName: DEPLOYMENT.calls, buildId },
          },
        },
      },
      updateMask: { paths: ['versioning_override'] },
    });
    moved += 1;
  }
  return moved;
}

/** Builds of the calls' deployment whose workers polled not longer ago than a poll takes; the server names dead ones for minutes. */
async function buildsWithWorkers(client: Client, silentMs: number): Promise<string[]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: QUEUES.calls },
    taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  const since = Date.now() - silentMs;
  return (pollers ?? []).flatMap(({ deploymentOptions, lastAccessTime }) => {
    const seenAt = Number(lastAccessTime?.seconds ?? 0) * 1000;
    return seenAt < since || !deploymentOptions?.buildId ? [] : [deploymentOptions.buildId];
  });
}
