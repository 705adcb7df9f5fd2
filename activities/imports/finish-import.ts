import { uuidv7 } from '../../database/engine/uuidv7.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { ImportDeps } from './deps.ts';
import { countsOf, readImport } from './import-row.ts';
import type { Finished, ImportEnd, ImportRef } from './interface.ts';

/** See ImportActivities. The uploaded file goes too: it is a list of people in plain text, and all of it is accounted for. */
export async function finishImport(
  { database, files, clock }: Pick<ImportDeps, 'database' | 'files' | 'clock'>,
  { tenantId, importId, end }: ImportRef & { end: ImportEnd },
): Promise<Finished> {
  const now = clock.now();
  const { row, status } = await database.inTenant(tenantId, async (tx) => {
    const before = await readImport(tx, importId, true);
    if (before.status !== 'queued' && before.status !== 'running') return { row: before, status: before.status };
    await close(tx, importId, end, now);
    return { row: before, status: end.status };
  });
  await files.remove(row.file_key);
  return { status, counts: countsOf(row) };
}

async function close(tx: TenantTx, importId: string, end: ImportEnd, now: number): Promise<void> {
  const error = errorOf(end);
  await tx.query(
    `with ended as (
       update imports set status = $3, error = $4, finished_at = $5 where tenant_id = $1 and id = $2
       returning list_id, rows_read, accepted, rejected, duplicate
     )
     insert into events (tenant_id, id, at, type, import_id, data)
     select $1, $6, $5, 'import.' || $3, $2, to_jsonb(ended) from ended`,
    [tx.tenantId, importId, end.status, error && JSON.stringify(error), new Date(now), uuidv7(now)],
  );
}

function errorOf(end: ImportEnd): { reason: string; sentence: string } | null {
  switch (end.status) {
    case 'completed':
      return null;
    case 'cancelled':
      return { reason: 'cancelled', sentence: `Cancelled by ${end.by}. Rows that were read by then stay in the list.` };
    case 'failed':
      return { reason: 'failed', sentence: end.sentence };
  }
}
