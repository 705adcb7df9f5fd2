import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { DataConverter } from '@temporalio/common';
import type { EngineActivities } from '../activities/interface.ts';
import { DEPLOYMENT, QUEUES } from '../workflows/contract.ts';
import type { WorkflowBundle } from './workflow-bundle.ts';

export interface WorkerSettings {
  connection: NativeConnection;
  namespace: string;
  dataConverter: DataConverter;
  bundle: WorkflowBundle;
  activities: EngineActivities;
  /** Activities of the imports queue, whatever their names. */
  importActivities: object;
  /** Dials that ring at once in this process; a dial holds its slot while it rings. */
  dialSlots: number;
  /** How long running tasks may go on after a stop was asked for, milliseconds. */
  graceMs: number;
}

/** Workflows that hold a deployment's versions, and how a running one takes a new version. */
export const DEPLOYMENTS = [
  { name: DEPLOYMENT.campaigns, queue: QUEUES.campaigns, behavior: 'AUTO_UPGRADE' },
  // A call lives for minutes and ends with the code it began with.
  { name: DEPLOYMENT.calls, queue: QUEUES.calls, behavior: 'PINNED' },
  { name: DEPLOYMENT.imports, queue: QUEUES.imports, behavior: 'AUTO_UPGRADE' },
] as const;

/** One Worker a queue, so that a burst on one cannot take the slots of another. */
export async function createWorkers(settings: WorkerSettings): Promise<Worker[]> {
  const { activities: engine } = settings;
  const { prepareCall, fenceCall, askToEnd, finishCall, dial, ...campaigns } = engine;
  const activitiesOf: Record<string, object> = {
    [QUEUES.campaigns]: campaigns,
    [QUEUES.calls]: { prepareCall, fenceCall, askToEnd, finishCall },
    [QUEUES.imports]: settings.importActivities,
  };
  const workers: Worker[] = [];
  for (const { name, queue, behavior } of DEPLOYMENTS) {
    workers.push(
      await Worker.create({
        ...shared(settings),
        taskQueue: queue,
        workflowBundle: settings.bundle,
        activities: activitiesOf[queue] ?? {},
        workerDeploymentOptions: {
          version: { deploymentName: name, buildId: settings.bundle.buildId },
          useWorkerVersioning: true,
          defaultVersioningBehavior: behavior,
        },
        ...slots(queue),
      }),
    );
  }
  // The dial has no version: an activity of an unversioned queue goes to whoever polls it, whatever build the call is.
  workers.push(
    await Worker.create({
      ...shared(settings),
      taskQueue: QUEUES.dial,
      activities: { dial },
      maxConcurrentActivityTaskExecutions: settings.dialSlots,
      // A fixed number: a poll that scaling takes back can take a dial with it, and a lost dial is an unknown outcome.
      maxConcurrentActivityTaskPolls: 10,
    }),
  );
  return workers;
}

function shared(settings: WorkerSettings): Pick<WorkerOptions, 'connection' | 'namespace' | 'dataConverter'> {
  return {
    connection: settings.connection,
    namespace: settings.namespace,
    dataConverter: settings.dataConverter,
    ...{ shutdownGraceTime: settings.graceMs, shutdownForceTime: settings.graceMs + 5_000 },
  };
}

function slots(queue: string): Partial<WorkerOptions> {
  switch (queue) {
    case QUEUES.calls:
      // Preparing waits for an agent: seconds in a burst, so many wait at once.
      return {
        maxConcurrentLocalActivityExecutions: 400,
        maxConcurrentWorkflowTaskPolls: 10,
        enableNonLocalActivities: false,
      };
    case QUEUES.imports:
      // Each holds a file, a transaction and a core.
      return { maxConcurrentActivityTaskExecutions: 2 };
    default:
      return { maxConcurrentActivityTaskExecutions: 50 };
  }
}
