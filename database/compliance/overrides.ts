import type { TenantTx } from '../connect.ts';

export type OverrideRow = {
  id: string;
  provision: string;
  reason: string;
  from_at: Date;
  until_at: Date | null;
  created_by: string;
  created_at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
};

const COLUMNS = 'id, provision, reason, from_at, until_at, created_by, created_at, withdrawn_at, withdrawn_by';

/** Newest first; those that were withdrawn too, where asked for. */
export function listOverrides(tx: TenantTx, { withdrawn }: { withdrawn: boolean }): Promise<OverrideRow[]> {
  return tx.query<OverrideRow>(
    `select ${COLUMNS} from compliance_overrides where tenant_id = $1 and ($2 or withdrawn_at is null)
     order by id desc limit 500`,
    [tx.tenantId, withdrawn],
  );
}

/** Undefined: the provision has an override that was not withdrawn. */
export async function insertOverride(
  tx: TenantTx,
  override: { provision: string; reason: string; from: Date; until: Date | null; by: string },
  nowMs: number,
): Promise<OverrideRow | undefined> {
  const [row] = await tx.query<OverrideRow>(
    `insert into compliance_overrides (tenant_id, provision, reason, from_at, until_at, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning ${COLUMNS}`,
    [tx.tenantId, override.provision, override.reason, override.from, override.until, override.by, new Date(nowMs)],
  );
  return row;
}

/** From now on the law pack holds again. Undefined: no such override, or withdrawn before. */
export async function withdrawOverride(
  tx: TenantTx,
  id: string,
  { by, nowMs }: { by: string; nowMs: number },
): Promise<OverrideRow | undefined> {
  const [row] = await tx.query<OverrideRow>(
    `update compliance_overrides set withdrawn_at = $3, withdrawn_by = $4
     where tenant_id = $1 and id = $2 and withdrawn_at is null returning ${COLUMNS}`,
    [tx.tenantId, id, new Date(nowMs), by],
  );
  return row;
}
