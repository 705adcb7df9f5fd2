import { proveOptOut as look } from '../../database/receipts/prove-opt-out.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import type { EngineDeps } from '../deps.ts';
import type { ReceiptActivities } from './interface.ts';

/**
 * One look at every place of an opt-out; calls that did not hear of it are told again at once. `gone`: there is no such
 * opt-out (its database was restored from before). Safe to repeat.
 */
export async function proveOptOut(
  deps: Pick<EngineDeps, 'database' | 'temporal' | 'clock'>,
  { tenantId, optOutId }: Parameters<ReceiptActivities['proveOptOut']>[0],
): ReturnType<ReceiptActivities['proveOptOut']> {
  const seen = await deps.database.inTenant(tenantId, (tx) => look(tx, optOutId, deps.clock.now()));
  if (!seen) return { status: 'gone', waitingFor: [] };
  await deliverOutbox(deps, tenantId, seen.outbox);
  return { status: seen.status, waitingFor: seen.waitingFor };
}
