import { Engineering } from '../../contract/engineering.ts';
import { defineRoute } from '../../http/route.ts';
import { readQueues } from './queues.ts';

type WorkerRow = {
  name: string;
  capacity: number;
  active: number;
  ready: number;
  build_id: string;
  heartbeat_at: Date;
};

/** A worker that died is still shown for a while, so that its end is seen. */
const SHOWN = '10 minutes';
const GONE_MS = 15_000;

export const getEngineering = defineRoute({
  id: 'getEngineering',
  method: 'get',
  path: '/api/v1/engineering',
  tag: 'Health',
  summary: 'Queues, workers and what waits to be delivered',
  access: 'engineering:read',
  responses: { 200: { description: 'As it is now.', body: Engineering } },
  async handler({ tx }, deps) {
    const [waiting] = await tx.query<{ waiting: number; oldest: Date | null; failing: number; leases: number }>(
      `select (select count(*)::int from outbox where tenant_id = $1) as waiting,
         (select min(created_at) from outbox where tenant_id = $1) as oldest,
         (select count(*)::int from outbox where tenant_id = $1 and tries > 0) as failing,
         (select count(*)::int from leases where tenant_id = $1) as leases`,
      [tx.tenantId],
    );
    const now = deps.now();
    const { uiUrl, namespace } = deps.config.temporal;
    const oldest = waiting?.oldest ?? null;
    const known = {
      temporal: { uiUrl, namespace, queues: [] },
      voiceWorkers: [],
      outbox: {
        waiting: waiting?.waiting ?? 0,
        oldestSeconds: oldest === null ? null : Math.max(0, Math.round((now - oldest.getTime()) / 1000)),
        failing: waiting?.failing ?? 0,
      },
      leases: waiting?.leases ?? 0,
    };
    return {
      status: 200,
      body: known,
      // Temporal is asked outside the transaction: it may take seconds.
      afterCommit: async () => {
        const rows = await deps.database.outsideTenants<WorkerRow>(
          `select name, capacity, active, ready, build_id, heartbeat_at from voice_workers
           where heartbeat_at > now() - interval '${SHOWN}' order by name limit 200`,
        );
        return {
          ...known,
          temporal: { uiUrl, namespace, queues: await readQueues(deps) },
          voiceWorkers: rows.map((row) => ({
            name: row.name,
            build: row.build_id,
            capacity: row.capacity,
            active: row.active,
            ready: row.ready,
            utilisation: row.capacity === 0 ? 0 : Math.round((row.active / row.capacity) * 100) / 100,
            heartbeatAt: row.heartbeat_at.toISOString(),
            gone: now - row.heartbeat_at.getTime() > GONE_MS,
          })),
        };
      },
    };
  },
});
