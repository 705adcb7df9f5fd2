import type { TenantTx } from '../../database/connect.ts';

export interface Turn {
  importId: string;
  /** Where the chunk begins: its name among the chunks of the import. */
  fromOffset: number;
}

/**
 * Waits until a chunk may be written, and holds that to the transaction's end. Answers false when it was written already,
 * or the import has ended.
 *
 * A second run of the same import waits for the first at the chunk that both have. Chunks of one import may be written
 * beside each other, since rows that resemble each other wait (twins.ts); those of another import of the tenant may bring
 * the same people, so as long as one is running, each chunk is alone. An import is running, committed, before its first
 * chunk asks: of two imports at least the later one sees the other, asks to be alone and waits for what is in flight.
 */
export async function takeTurn(tx: TenantTx, { importId, fromOffset }: Turn): Promise<boolean> {
  await tx.client.query(
    `select pg_advisory_xact_lock(hashtextextended('ringfence.import-chunk:' || $1 || ':' || $2::text, 0))`,
    [importId, fromOffset],
  );
  const { rows } = await tx.client.query<{ is_ahead: boolean; has_company: boolean }>(
    `select status = 'running' and file_offset <= $3 as is_ahead,
       exists (select from imports o where o.tenant_id = $1 and o.status = 'running' and o.id <> $2) as has_company
     from imports where tenant_id = $1 and id = $2`,
    [tx.tenantId, importId, fromOffset],
  );
  const found = rows[0];
  if (!found?.is_ahead) return false;
  const lock = found.has_company ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await tx.client.query(`select ${lock}(hashtextextended('ringfence.import:' || $1, 0))`, [tx.tenantId]);
  return true;
}
