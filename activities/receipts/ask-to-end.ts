import type { EngineDeps } from '../deps.ts';
import type { CallRef } from '../interface.ts';

/**
 * Has the agent of a call in conversation say goodbye, since its callee refused calls elsewhere, and notes when it was
 * told. Throws while LiveKit cannot be asked: the call is cut then. Safe to repeat.
 */
export async function askToEnd(
  { database, rooms, clock }: Pick<EngineDeps, 'database' | 'rooms' | 'clock'>,
  { tenantId, attemptId }: CallRef,
): Promise<void> {
  const [row] = await database.inTenant(tenantId, (tx) =>
    tx.query<{ room: string }>(`select room from attempts where tenant_id = $1 and id = $2`, [tenantId, attemptId]),
  );
  if (!row || !rooms) return;
  await rooms.tellOptedOut(row.room);
  await database.inTenant(tenantId, (tx) =>
    tx.query(
      `update opt_out_effects set done_at = coalesce(done_at, $3)
       where tenant_id = $1 and ref = $2 and place = 'talking-calls' and verified_at is null`,
      [tenantId, attemptId, new Date(clock.now())],
    ),
  );
}
