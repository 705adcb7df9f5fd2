import { setTimeout as pause } from 'node:timers/promises';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import proto from '@temporalio/proto';
import { DEPLOYMENT, QUEUES } from '../workflows/contract.ts';

const { PinnedOverrideBehavior } = proto.temporal.api.workflow.v1.VersioningOverride;
const FIRST_POLL_TIMEOUT_MS = 60_000;

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
export async function adoptStrandedCalls(client: Client, buildId: string): Promise<number> {
  const alive = new Set([buildId, ...(await buildsWithWorkers(client))]);
  let moved = 0;
  for await (const { workflowId, runId } of client.workflow.list({
    query: `TaskQueue = '${QUEUES.calls}' AND ExecutionStatus = 'Running' AND WorkflowType = 'call'`,
  })) {
    const build = await pinnedBuild(client, workflowId, runId);
    if (build === undefined || alive.has(build)) continue;
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

async function pinnedBuild(client: Client, workflowId: string, runId: string): Promise<string | undefined> {
  const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
  const info = raw.workflowExecutionInfo?.versioningInfo;
  const version = info?.versioningOverride?.pinned?.version ?? info?.deploymentVersion;
  return version?.buildId ?? undefined;
}

/** Builds of the calls' deployment whose workers poll. */
async function buildsWithWorkers(client: Client): Promise<string[]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: QUEUES.calls },
    taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  return (pollers ?? []).flatMap(({ deploymentOptions }) => deploymentOptions?.buildId ?? []);
}
