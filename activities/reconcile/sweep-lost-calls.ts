import { leasesBefore, type LiveAttemptRow, readAttempts } from '../../database/engine/reconcile-rows.ts';
import type { AttemptId, TenantId } from '../../domain/ids.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { reportLost, type SweepDeps } from './sweep-rooms.ts';

/** The agent's own report, where there is one, is given this long: it knows more than that the room is gone. */
const REPORT_ON_ITS_WAY_MS = MINUTE_MS;

/**
 * Finds calls in conversation whose room is gone, and that nobody reported: the agent's process died, and then the callee
 * hung up, so that no room is left to be swept. Without this the lease would be held until the guard timer of the longest
 * call. Remembers from one sweep to the next how long a room is gone. Resolves with how many were reported.
 */
export function createSweepLostCalls(deps: SweepDeps): () => Promise<number> {
  let gone = new Map<AttemptId, number>();

  return async () => {
    const nowMs = deps.clock.now();
    const rooms = new Set((await deps.rooms.list()).map((room) => room.name));
    const without = (await talking(deps, nowMs)).filter((attempt) => !rooms.has(attempt.room));
    // Forgets those that have ended, or whose room is there after all.
    gone = new Map(without.map(({ id }) => [id, gone.get(id) ?? nowMs]));
    const lost = without.filter(({ id }) => nowMs - (gone.get(id) ?? nowMs) >= REPORT_ON_ITS_WAY_MS);
    for (const attempt of lost) await reportLost(deps, attempt, nowMs);
    return lost.length;
  };
}

async function talking({ database }: SweepDeps, nowMs: number): Promise<LiveAttemptRow[]> {
  const byTenant = new Map<TenantId, AttemptId[]>();
  for (const { tenant_id, attempt_id, media } of await leasesBefore(database, nowMs)) {
    if (media) byTenant.set(tenant_id, [...(byTenant.get(tenant_id) ?? []), attempt_id]);
  }
  const found: LiveAttemptRow[] = [];
  for (const [tenantId, ids] of byTenant) {
    found.push(...(await database.inTenant(tenantId, (tx) => readAttempts(tx, ids))));
  }
  return found.filter((attempt) => attempt.state === 'active');
}
