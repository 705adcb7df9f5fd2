import { readHoldings as readStored, type StoredHolding } from '../database/dnc/holdings.ts';
import type { TenantTx } from '../database/connect.ts';
import type { EpochMs } from '../domain/time.ts';
import { isRegistryList, type RegistryList } from './lists.ts';

/** A list that a tenant may use now, and its version that is in force. */
export interface Holding {
  readonly list: RegistryList;
  /** Area codes bought; null: all that the list has. */
  readonly areas: ReadonlySet<number> | null;
  /** Null: no version was ever put in force, or the access has run out. */
  readonly version: { readonly id: string; readonly asOf: EpochMs } | null;
}

/** The registries of the tenant; one query, unless they were read together with something else. */
export async function readHoldings(
  tx: TenantTx,
  nowMs: EpochMs,
  stored?: readonly StoredHolding[],
): Promise<Holding[]> {
  return (stored ?? (await readStored(tx, nowMs))).flatMap(({ list, areas, version, asOf }) =>
    isRegistryList(list)
      ? [
          {
            list,
            areas: areas === null ? null : new Set(areas),
            version: version === null || asOf === null ? null : { id: version, asOf: Date.parse(asOf) },
          },
        ]
      : [],
  );
}
