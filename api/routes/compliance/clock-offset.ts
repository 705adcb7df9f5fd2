import type { TenantTx } from '../../../database/connect.ts';

/** The tenant's clock minus the real one, in milliseconds: 0 but for a demonstration. */
export async function clockOffsetOf(tx: TenantTx): Promise<number> {
  const [tenant] = await tx.query<{ offset: string | null }>(
    'select clock_offset_ms as offset from tenants where id = $1',
    [tx.tenantId],
  );
  return Number(tenant?.offset ?? 0);
}
