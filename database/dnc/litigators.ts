import type { TenantTx } from '../connect.ts';
import type { OwnEntryRow } from './own-entry.ts';

export type LitigatorRow = OwnEntryRow & { source: string };

/** Entries of the list of litigators, newest first. */
export function readLitigators(
  tx: TenantTx,
  { before, numberHmac, removed }: { before: string | null; numberHmac: Buffer | null; removed: boolean },
  limit: number,
): Promise<LitigatorRow[]> {
  return tx.query<LitigatorRow>(
    `select id, number_enc, key_id, tail, reason, source, created_by, created_at, expires_at, removed_at, removed_by,
       removed_reason
     from dnc_litigators where tenant_id = $1 and ($2::uuid is null or id < $2) and ($3::bytea is null or number_hmac = $3)
       and ($4 or removed_at is null)
     order by id desc limit $5`,
    [tx.tenantId, before, numberHmac, removed, limit],
  );
}

/**
 * Takes somebody off the list of litigators; the entry stays, with who did it and why. No refusal of the same number is
 * lifted: those are other entries. Null: there is no such entry; `removed` false: it was taken off before.
 */
export async function removeLitigator(
  tx: TenantTx,
  { id, by, reason, nowMs }: { id: string; by: string; reason: string; nowMs: number },
): Promise<{ removed: boolean; numberHmac: Buffer } | null> {
  const [row] = await tx.query<{ number_hmac: Buffer; was: Date | null }>(
    `update dnc_litigators set removed_at = coalesce(removed_at, $3),
       removed_by = case when removed_at is null then $4 else removed_by end,
       removed_reason = case when removed_at is null then $5 else removed_reason end
     where tenant_id = $1 and id = $2 returning number_hmac, old.removed_at as was`,
    [tx.tenantId, id, new Date(nowMs), by, reason],
  );
  return row ? { removed: row.was === null, numberHmac: row.number_hmac } : null;
}
