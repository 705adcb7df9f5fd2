import type { TenantTx } from '../connect.ts';

/** A registry that the tenant may use now, as it stands in the database. */
export interface StoredHolding {
  list: string;
  /** Area codes bought; null: all that the list has. */
  areas: number[] | null;
  /** The version in force; null: none was ever, or the access has run out. */
  version: string | null;
  asOf: string | null;
}

/**
 * The registries of a tenant as one JSON value, to be read with whatever else is asked: a look at all lists is one round
 * trip so. The policies of the tables decide what is seen. Access that ran out leaves the list without a version: nobody
 * decided to do without it.
 */
export const holdingsJson = (tenant: string, now: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('list', s.list, 'areas', s.areas, 'version', v.id, 'asOf', v.as_of)), '[]')
  from dnc_subscriptions s
  left join dnc_list_versions v on v.tenant_id = s.list_tenant_id and v.list_id = s.list_id and v.status = 'active'
    and (s.expires_at is null or s.expires_at > ${now})
  where s.tenant_id = ${tenant} and s.accepted_at is not null and s.ended_at is null)`;

/** The registries of the tenant, by themselves. */
export async function readHoldings(tx: TenantTx, nowMs: number): Promise<StoredHolding[]> {
  const [row] = await tx.query<{ holdings: StoredHolding[] }>(`select ${holdingsJson('$1', '$2')} as holdings`, [
    tx.tenantId,
    new Date(nowMs),
  ]);
  if (!row) throw new Error('the registries of the tenant could not be read');
  return row.holdings;
}
