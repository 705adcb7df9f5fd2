import { createServer, type Server } from 'node:http';
import type { Worker } from '@temporalio/worker';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface HealthSettings {
  host: string;
  port: number;
  buildId: string;
  workers: readonly Worker[];
  /** Where the SDK's core serves its own metrics. */
  coreMetricsUrl: string;
}

/**
 * `/health`: 200 while every queue is polled, else 503. `/metrics`: the process, the slots in use on each queue, and the
 * SDK's own (schedule-to-start latencies, pollers, sticky cache) in one page.
 */
export async function startHealthServer(settings: HealthSettings): Promise<Server> {
  const registry = processMetrics(settings.workers);
  const server = createServer((request, response) => {
    const answer = request.url === '/metrics' ? metrics(registry, settings.coreMetricsUrl) : health(settings);
    void answer.then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  return server;
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

async function health({ workers, buildId }: HealthSettings): Promise<Answer> {
  const queues = Object.fromEntries(
    workers.map((worker) => [worker.options.taskQueue, worker.getState().toLowerCase()]),
  );
  const isHealthy = workers.every((worker) => worker.getState() === 'RUNNING');
  return {
    status: isHealthy ? 200 : 503,
    type: 'application/json',
    body: JSON.stringify({ status: isHealthy ? 'healthy' : 'unhealthy', buildId, queues }),
  };
}

async function metrics(registry: Registry, coreMetricsUrl: string): Promise<Answer> {
  const core = await fetch(coreMetricsUrl)
    .then((response) => response.text())
    .catch(() => '');
  return { status: 200, type: registry.contentType, body: `${await registry.metrics()}${core}` };
}

function processMetrics(workers: readonly Worker[]): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const used = new Gauge({
    name: 'ringfence_worker_slots_used',
    help: 'Tasks being worked on now',
    labelNames: ['queue', 'kind'],
    registers: [registry],
    collect() {
      for (const worker of workers) {
        const queue = worker.options.taskQueue;
        const status = worker.getStatus();
        used.set({ queue, kind: 'activity' }, status.numInFlightNonLocalActivities);
        used.set({ queue, kind: 'local-activity' }, status.numInFlightLocalActivities);
        used.set({ queue, kind: 'workflow' }, status.numInFlightWorkflowActivations);
      }
    },
  });
  const cached = new Gauge({
    name: 'ringfence_worker_cached_workflows',
    help: 'Workflows held in memory',
    labelNames: ['queue'],
    registers: [registry],
    collect() {
      for (const worker of workers)
        cached.set({ queue: worker.options.taskQueue }, worker.getStatus().numCachedWorkflows);
    },
  });
  return registry;
}
