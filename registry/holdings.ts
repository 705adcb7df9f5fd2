import type { TenantTx } from '../database/connect.ts';
import type { EpochMs } from '../domain/time.ts';
import { isRegistryList, type RegistryList } from './lists.ts';

/** A list that a tenant may use now, and its version that is in force. */
export interface Holding {
  readonly list: RegistryList;
  /** Area codes bought; null: all that the list has. */
  readonly areas: ReadonlySet<number> | null;
  /** Null: no version was ever put in force. */
  readonly version: { readonly id: string; readonly asOf: EpochMs } | null;
}

type Row = { list: string; areas: number[] | null; version_id: string | null; as_of: Date | null };

/**
 * The lists of the tenant. One query by index; the policies of the tables decide what is seen. Access that ran out leaves
 * the list without a version: nobody decided to do without it.
 */
export async function readHoldings(tx: TenantTx, nowMs: EpochMs): Promise<Holding[]> {
  const rows = await tx.query<Row>(
    `select s.list, s.areas, v.id as version_id, v.as_of
     from dnc_subscriptions s
     left join dnc_list_versions v on v.tenant_id = s.list_tenant_id and v.list_id = s.list_id and v.status = 'active'
       and (s.expires_at is null or s.expires_at > $2)
     where s.tenant_id = $1 and s.accepted_at is not null and s.ended_at is null`,
    [tx.tenantId, new Date(nowMs)],
  );
  return rows.flatMap(({ list, areas, version_id, as_of }) =>
    isRegistryList(list)
      ? [
          {
            list,
            areas: areas === null ? null : new Set(areas),
            version: version_id === null || as_of === null ? null : { id: version_id, asOf: as_of.getTime() },
          },
        ]
      : [],
  );
}
