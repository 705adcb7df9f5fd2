import type { TenantTx } from '../connect.ts';

export type ExportStatus = 'queued' | 'running' | 'completed' | 'cancelled' | 'failed';
export type ExportRow = {
  id: string;
  status: ExportStatus;
  head_size: string | null;
  from_seq: string;
  to_seq: string | null;
  written: string;
  file_key: string | null;
  bytes: string | null;
  error: string | null;
  created_by: string;
  created_at: Date;
  finished_at: Date | null;
};

export async function readExport(tx: TenantTx, id: string): Promise<ExportRow | undefined> {
  const [row] = await tx.query<ExportRow>('select * from ledger_exports where tenant_id = $1 and id = $2', [
    tx.tenantId,
    id,
  ]);
  return row;
}

/** Exports older than `before`, newest first. */
export async function listExports(tx: TenantTx, before: string | null, limit: number): Promise<ExportRow[]> {
  return tx.query<ExportRow>(
    `select * from ledger_exports where tenant_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [tx.tenantId, before, limit],
  );
}

/** `toSeq` null: up to the newest head, fixed when the export begins. */
export async function insertExport(
  tx: TenantTx,
  { id, fromSeq, toSeq, createdBy }: { id: string; fromSeq: number; toSeq: number | null; createdBy: string },
): Promise<void> {
  await tx.query(
    `insert into ledger_exports (tenant_id, id, from_seq, to_seq, created_by) values ($1, $2, $3, $4, $5)`,
    [tx.tenantId, id, fromSeq, toSeq, createdBy],
  );
}

/** Fixes the end of an export that has not begun: the newest head, and no entry behind it. */
export async function beginExport(tx: TenantTx, id: string, fileKey: string): Promise<void> {
  await tx.query(
    `update ledger_exports x set status = 'running', head_size = h.size, file_key = $3,
       to_seq = least(coalesce(x.to_seq, h.size), h.size), from_seq = least(x.from_seq, h.size)
     from (select size from ledger_heads where tenant_id = $1 order by size desc limit 1) h
     where x.tenant_id = $1 and x.id = $2 and x.status = 'queued'`,
    [tx.tenantId, id, fileKey],
  );
}

export async function noteWritten(tx: TenantTx, id: string, written: number): Promise<void> {
  await tx.query(
    `update ledger_exports set written = greatest(written, $3) where tenant_id = $1 and id = $2 and status = 'running'`,
    [tx.tenantId, id, written],
  );
}

/** False where it had ended before. */
export async function endExport(
  tx: TenantTx,
  id: string,
  end: { status: ExportStatus; bytes: number | null; error: string | null; at: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update ledger_exports set status = $3, bytes = coalesce($4, bytes), error = $5, finished_at = $6
     where tenant_id = $1 and id = $2 and finished_at is null returning 1`,
    [tx.tenantId, id, end.status, end.bytes, end.error, end.at],
  );
  return rows.length > 0;
}

/** The sequence numbers of what was sealed from `since` on and until `until`; null: nothing sealed by then. */
export async function sequenceAt(tx: TenantTx, at: Date, side: 'since' | 'until'): Promise<number | null> {
  const [row] = await tx.query<{ seq: string | null }>(
    side === 'since'
      ? `select coalesce((select first_seq from ledger_heads where tenant_id = $1 and at >= $2 order by size limit 1),
           (select max(size) from ledger_heads where tenant_id = $1)) as seq`
      : `select max(size) as seq from ledger_heads where tenant_id = $1 and at <= $2`,
    [tx.tenantId, at],
  );
  return row?.seq === null || row === undefined ? null : Number(row.seq);
}
