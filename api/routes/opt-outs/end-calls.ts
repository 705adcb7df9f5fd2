import { fenceAttempt } from '../../../database/engine/fence-attempt.ts';
import type { AttemptId, TenantId } from '../../../domain/ids.ts';
import type { CarrierName } from '../../../domain/vocabulary.ts';
import { liveKitNames } from '../../../workflows/contract.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { deliverNow } from '../../effects/deliver-now.ts';

/**
 * Ends calls whose callee is on a list now: their workflows are told, and while Temporal cannot be reached the calls are
 * ended here. The room is the fence (decision 6), so that deleting it needs no workflow: a ringing call is cancelled, a
 * dial that has just begun finds no room, and the fence that is committed first lets nobody make the room again. A carrier
 * without rooms refuses the intent itself. A call in conversation is told, and its agent says goodbye. The workflows do the same once more when they hear, and decide
 * what became of the attempt from what is recorded. Never throws: what fails here is theirs and the receipt's.
 */
export async function endCalls(
  deps: ApiDependencies,
  tenantId: TenantId,
  { live, outbox }: { live: readonly AttemptId[]; outbox: readonly string[] },
): Promise<void> {
  if (await deliverNow(deps, tenantId, outbox)) return;
  await Promise.all(
    live.map((attemptId) =>
      endDirectly(deps, tenantId, attemptId).catch((err: unknown) =>
        deps.log.warn({ err, attemptId }, 'a call to somebody who opted out is left to its workflow'),
      ),
    ),
  );
}

async function endDirectly(deps: ApiDependencies, tenantId: TenantId, attemptId: AttemptId): Promise<void> {
  const call = await deps.database.inTenant(tenantId, async (tx) => {
    const [row] = await tx.query<{ room: string; carrier: CarrierName; talking: boolean }>(
      `select room, carrier, answered_at is not null or state = 'active' as talking from attempts
       where tenant_id = $1 and id = $2 and state <> 'ended'`,
      [tenantId, attemptId],
    );
    if (row && !row.talking) await fenceAttempt(tx, attemptId, { reason: 'opted-out', nowMs: deps.now() });
    return row;
  });
  if (!call) return;
  if (call.carrier !== 'fake') return call.talking ? deps.rooms?.tellOptedOut(call.room) : deps.rooms?.close(call.room);
  // Nobody speaks who could say goodbye.
  const ref = { attemptId, room: call.room, calleeIdentity: liveKitNames.callee(attemptId) };
  await (call.talking ? deps.fakeCarrier?.hangUp(ref) : deps.fakeCarrier?.fence(ref));
}
