import type { TenantId } from '../../domain/ids.ts';
import type { Database } from '../connect.ts';
import { enforceSuppression, hangUp } from '../receipts/enforce-suppression.ts';
import { insertSuppression, type Suppressed, type Suppression } from './insert-suppression.ts';

/**
 * Puts a number on the do-not-call list and makes that true everywhere, without a receipt: for the keeping of lists. What
 * a person asks for is `recordOptOut`. The entry is committed before attempts are read: a dial commits itself before it
 * reads the list, so one of the two always sees the other. Idempotent.
 */
export async function suppressNumber(
  database: Pick<Database, 'inTenant'>,
  tenantId: TenantId,
  suppression: Suppression,
  nowMs: number,
): Promise<Suppressed> {
  const added = await database.inTenant(tenantId, (tx) => insertSuppression(tx, suppression, nowMs));
  return { added, ...(await enforceListed(database, tenantId, suppression, nowMs)) };
}

/**
 * The second half by itself, for an entry that is committed: of whichever own list, for good or until a day. What waits
 * ends, as the claim would end it when it was due.
 */
export async function enforceListed(
  database: Pick<Database, 'inTenant'>,
  tenantId: TenantId,
  listed: Pick<Suppression, 'numberHmac' | 'campaignId' | 'source' | 'attemptId'>,
  nowMs: number,
): Promise<Omit<Suppressed, 'added'>> {
  return database.inTenant(tenantId, async (tx) => {
    const { leads, calls } = await enforceSuppression(tx, listed, nowMs);
    const live = calls.flatMap(({ attemptId, own }) => (own ? [] : [attemptId]));
    const outbox: string[] = [];
    for (const attemptId of live) outbox.push(await hangUp(tx, attemptId, nowMs));
    return { leadsEnded: leads.length, live, outbox };
  });
}
