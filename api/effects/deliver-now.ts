import type { TenantId } from '../../domain/ids.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import type { ApiDependencies } from '../dependencies.ts';

/**
 * Carries effects out now, if Temporal answers soon. What is left in the outbox follows by itself.
 * @returns whether all of them were delivered.
 */
export async function deliverNow(
  deps: ApiDependencies,
  tenantId: TenantId,
  outbox: readonly string[],
): Promise<boolean> {
  if (outbox.length === 0) return true;
  const clock = { now: deps.now };
  try {
    const delivered = await deps.temporal.withDeadline(Date.now() + deps.config.temporal.patienceMs, () =>
      deliverOutbox({ database: deps.database, temporal: deps.temporal, clock }, tenantId, outbox),
    );
    return delivered === outbox.length;
  } catch (error) {
    deps.log.warn({ err: error }, 'effects stay in the outbox');
    return false;
  }
}
