import type { TenantTx } from '../../database/connect.ts';

/** The tenant's country: of telephone numbers in national form. */
export async function countryOf(tx: TenantTx): Promise<string> {
  const [tenant] = await tx.query<{ default_country: string }>('select default_country from tenants where id = $1', [
    tx.tenantId,
  ]);
  return tenant?.default_country ?? 'US';
}
