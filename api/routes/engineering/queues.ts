import { QUEUES } from '../../../workflows/contract.ts';
import type { Engineering } from '../../contract/engineering.ts';
import type { ApiDependencies } from '../../dependencies.ts';

const PATIENCE_MS = 2_000;
const WORKFLOW = 1;
const ACTIVITY = 2;

type Queue = Engineering['temporal']['queues'][number];

/** What each queue carries. A call's activities are local to its worker, but for the dial. */
const KINDS: Readonly<Record<(typeof QUEUES)[keyof typeof QUEUES], readonly Queue['kind'][]>> = {
  campaigns: ['workflow', 'activity'],
  calls: ['workflow'],
  dial: ['activity'],
  imports: ['workflow', 'activity'],
};

/** The queues as Temporal tells them; without it, their names and nothing else. */
export function readQueues(deps: Pick<ApiDependencies, 'temporal' | 'config'>): Promise<Queue[]> {
  const wanted = Object.values(QUEUES).flatMap((name): Pick<Queue, 'name' | 'kind'>[] =>
    KINDS[name].map((kind) => ({ name, kind })),
  );
  return Promise.all(wanted.map((queue) => readQueue(queue, deps)));
}

async function readQueue(
  { name, kind }: Pick<Queue, 'name' | 'kind'>,
  { temporal, config }: Pick<ApiDependencies, 'temporal' | 'config'>,
): Promise<Queue> {
  const { uiUrl, namespace } = config.temporal;
  const url =
    uiUrl === null
      ? null
      : `${uiUrl.replace(/\/+$/, '')}/namespaces/${namespace}/task-queues/${encodeURIComponent(name)}`;
  try {
    const { stats, pollers } = await temporal.withDeadline(Date.now() + PATIENCE_MS, () =>
      temporal.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name },
        taskQueueType: kind === 'workflow' ? WORKFLOW : ACTIVITY,
        reportStats: true,
      }),
    );
    return {
      name,
      kind,
      backlog: numberOf(stats?.approximateBacklogCount),
      backlogAgeMs: milliseconds(stats?.approximateBacklogAge),
      addPerSecond: numberOf(stats?.tasksAddRate),
      pollers: (pollers ?? []).slice(0, 50).map((poller) => ({
        identity: poller.identity ?? '',
        lastSeenAt: instantOf(poller.lastAccessTime),
        build: poller.deploymentOptions?.buildId ?? null,
      })),
      url,
    };
  } catch {
    return { name, kind, backlog: null, backlogAgeMs: null, addPerSecond: null, pollers: [], url };
  }
}

/** To the hundredth. */
function numberOf(value: unknown): number | null {
  return value === null || value === undefined ? null : Math.round(Number(value) * 100) / 100;
}

type Parts = { seconds?: unknown; nanos?: number | null } | null | undefined;

function milliseconds(of: Parts): number | null {
  return of === null || of === undefined ? null : Number(of.seconds ?? 0) * 1000 + Math.round((of.nanos ?? 0) / 1e6);
}

function instantOf(of: Parts): string | null {
  const at = milliseconds(of);
  return at === null ? null : new Date(at).toISOString();
}
