import type { Database } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { sealAll } from '../temporal/seal-ledger.ts';
import { eventually } from './eventually.ts';

/**
 * Seals until every entry of the tenant is: transactions of other databases in the cluster hold the horizon back for as
 * long as they run.
 */
export async function sealNow(
  database: Pick<Database, 'inTenant' | 'outsideTenants'>,
  keyring: Keyring,
  tenantId: TenantId,
): Promise<void> {
  const logger = {
    error(about: object) {
      throw Object.assign(new Error('the ledger could not be sealed'), about);
    },
  };
  await eventually(async () => {
    await sealAll({ database, keyring, clock: { now: () => Date.now() }, logger });
    const [row] = await database.inTenant(tenantId, (tx) =>
      tx.query<{ waiting: number }>(
        `select ((select count(*) from ledger_entries where tenant_id = $1)
           - (select coalesce(max(size), 0) from ledger_heads where tenant_id = $1))::int as waiting`,
        [tenantId],
      ),
    );
    if (row?.waiting !== 0) throw new Error(`${row?.waiting} entries are not sealed yet`);
  });
}
