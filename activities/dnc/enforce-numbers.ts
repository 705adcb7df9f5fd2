import { type NewNumber, numbersOfLeads } from '../../database/dnc/add-numbers.ts';
import type { NumbersImportRow } from '../../database/dnc/numbers-import.ts';
import { enforceListed } from '../../database/engine/suppress-number.ts';
import type { TenantId } from '../../domain/ids.ts';
import type { Place } from '../../importing/read-rows.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import type { NumbersDeps } from './numbers-deps.ts';

/**
 * Ends waiting leads and calls of numbers whose entries are committed: a dial that starts at this moment sees either them
 * or is seen itself. Also for entries that expire, and for litigators. Then writes that all before `next` is done.
 */
export async function enforceNumbers(
  deps: NumbersDeps,
  tenantId: TenantId,
  row: NumbersImportRow,
  numbers: readonly NewNumber[],
  next: Place,
): Promise<void> {
  const { database, clock } = deps;
  const indexes = numbers.map(({ hmac }) => hmac);
  const known = indexes.length === 0 ? [] : await database.inTenant(tenantId, (tx) => numbersOfLeads(tx, indexes));
  let leadsEnded = 0;
  let callsHungUp = 0;
  for (const numberHmac of known) {
    const listed = { numberHmac, campaignId: row.campaign_id, source: 'import', attemptId: null } as const;
    const done = await enforceListed(database, tenantId, listed, clock.now());
    leadsEnded += done.leadsEnded;
    callsHungUp += done.live.length;
    await deliverOutbox(deps, tenantId, done.outbox);
  }
  await database.inTenant(tenantId, (tx) =>
    tx.query(
      `update dnc_imports set enforced_offset = $3, enforced_line = $4, leads_ended = leads_ended + $5,
         calls_hung_up = calls_hung_up + $6
       where tenant_id = $1 and id = $2 and enforced_offset <= $3 and stored_offset >= $3 and status = 'running'`,
      [tenantId, row.id, next.offset, next.line, leadsEnded, callsHungUp],
    ),
  );
}
