import type { Database } from '../../database/connect.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import { type LargeTenant, seedLargeTenant } from '../web/large-tenant.ts';

/** A tenant with one campaign over so many leads who all wait and agreed to be called. Nobody dials: it is paused. */
export async function seedWaitingLeads(database: Database, keyring: Keyring, leads: number): Promise<LargeTenant> {
  const tenant = await seedLargeTenant(database, keyring, { leads, calls: 0, status: 'paused' });
  await database.inTenant(tenant.tenantId, async (tx) => {
    await tx.query(
      `insert into consents (tenant_id, person_id, scope, source, given_at)
       select tenant_id, id, 'automated-voice', 'demonstration', now() - interval '1 year' from persons
       where tenant_id = $1`,
      [tx.tenantId],
    );
    // Informational: no registry is asked, which this tenant does not hold and all calls would wait for.
    await tx.query(`update campaigns set call_kind = 'informational' where tenant_id = $1`, [tx.tenantId]);
  });
  await database.outsideTenants('select refresh_list_statistics()');
  return tenant;
}
