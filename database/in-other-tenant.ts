import type { TenantId } from '../domain/ids.ts';
import type { TenantTx } from './connect.ts';

/**
 * Does something in another tenant's name inside the same transaction: both are committed, or neither. For what one
 * tenant does to another through a function that allowed it, and the other's own record must say. The policies see the
 * other tenant meanwhile; nothing of this one can be read there.
 */
export async function inOtherTenant<T>(
  tx: TenantTx,
  tenantId: TenantId,
  work: (other: TenantTx) => Promise<T>,
): Promise<T> {
  await tx.query(SET_TENANT, [tenantId]);
  try {
    return await work({ ...tx, tenantId });
  } finally {
    // A transaction that failed takes no statement any more, and its setting goes with it.
    await tx.query(SET_TENANT, [tx.tenantId]).catch(() => undefined);
  }
}

const SET_TENANT = `select set_config('app.tenant', $1, true)`;
