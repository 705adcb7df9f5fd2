import { outboxDue, tidy } from '../../database/engine/reconcile-rows.ts';
import type { TenantId } from '../../domain/ids.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import type { EngineDeps } from '../deps.ts';
import type { ReconcilerActivities } from '../interface.ts';
import { reconcileCalls } from './reconcile-calls.ts';
import { reviveCampaigns } from './revive-campaigns.ts';
import { createSweepLostCalls } from './sweep-lost-calls.ts';
import { sweepRooms } from './sweep-rooms.ts';

const OUTBOX_AT_ONCE = 500;
const TIDY_EVERY_MS = 10 * 60_000;

/**
 * One sweep over the whole installation: leases without a workflow that moves, effects that were not delivered,
 * campaigns without a workflow, rooms nobody ends, and now and then tidying. Each step is idempotent; one that fails does not keep the others from running.
 */
export function createReconcile(deps: EngineDeps): ReconcilerActivities['reconcile'] {
  let tidiedAtMs = Number.NEGATIVE_INFINITY;
  const { rooms } = deps;
  const sweepLostCalls = rooms && createSweepLostCalls({ ...deps, rooms });

  return async ({ olderThanMs }) => {
    const outbox = await attempt(deps, 'outbox', 0, () => drainOutbox(deps));
    const calls = await attempt(deps, 'calls', { checked: 0, fenced: 0, released: 0 }, () =>
      reconcileCalls(deps, olderThanMs),
    );
    await attempt(deps, 'campaigns', 0, () => reviveCampaigns(deps));
    if (rooms) await attempt(deps, 'rooms', 0, () => sweepRooms({ ...deps, rooms }));
    if (sweepLostCalls) await attempt(deps, 'lost calls', 0, sweepLostCalls);
    const nowMs = deps.clock.now();
    if (nowMs - tidiedAtMs > TIDY_EVERY_MS) {
      await attempt(deps, 'tidy', undefined, () => tidy(deps.database, nowMs));
      tidiedAtMs = nowMs;
    }
    return { ...calls, outbox };
  };
}

async function drainOutbox(deps: EngineDeps): Promise<number> {
  const due = new Map<TenantId, string[]>();
  for (const { tenant_id, id } of await outboxDue(deps.database, OUTBOX_AT_ONCE)) {
    due.set(tenant_id, [...(due.get(tenant_id) ?? []), id]);
  }
  let delivered = 0;
  for (const [tenantId, ids] of due) delivered += await deliverOutbox(deps, tenantId, ids);
  return delivered;
}

async function attempt<T>(deps: EngineDeps, step: string, otherwise: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    deps.logger.error({ err: error, step }, 'a step of the sweep failed; the next sweep tries again');
    return otherwise;
  }
}
