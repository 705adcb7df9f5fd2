import type { TenantTx } from '../../../database/connect.ts';
import type { Import } from '../../contract/imports.ts';
import { workflowIds } from '../../../workflows/contract.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../http/problem.ts';
import { temporalLink } from '../../http/temporal-link.ts';

export type ImportRow = {
  id: string;
  list_id: string;
  status: Import['status'];
  file_key: string;
  file_name: string;
  file_bytes: number;
  file_offset: number;
  rows_read: number;
  accepted: number;
  rejected: number;
  duplicate: number;
  updated: number;
  suppressed: number;
  dialect: { columns?: { heading?: string }[] } | null;
  error: { sentence?: string } | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  list_name: string;
};

/** Counts are read as numbers: nobody imports 2^53 rows. */
export const IMPORT_COLUMNS = `i.id, i.list_id, i.status, i.file_key, i.file_name, i.file_bytes::float8, i.file_offset::float8,
  i.rows_read::float8, i.accepted::float8, i.rejected::float8, i.duplicate::float8, i.updated::float8, i.suppressed::float8,
  i.dialect, i.error, i.created_at, i.started_at, i.finished_at,
  (select l.name from lists l where l.tenant_id = i.tenant_id and l.id = i.list_id) as list_name`;

/** @throws Problem 404 */
export async function readImport(tx: TenantTx, id: string): Promise<ImportRow> {
  const [row] = await tx.query<ImportRow>(
    `select ${IMPORT_COLUMNS} from imports i where i.tenant_id = $1 and i.id = $2`,
    [tx.tenantId, id],
  );
  if (!row) throw notFound('import');
  return row;
}

export function presentImport(row: ImportRow, deps: Pick<ApiDependencies, 'now' | 'config'>): Import {
  return {
    id: row.id,
    listId: row.list_id,
    status: row.status,
    fileName: row.file_name,
    fileBytes: row.file_bytes,
    rowsRead: row.rows_read,
    accepted: row.accepted,
    rejected: row.rejected,
    duplicate: row.duplicate,
    updated: row.updated,
    suppressed: row.suppressed,
    ...pace(row, deps.now()),
    error: row.error?.sentence ?? null,
    listName: row.list_name,
    workflowUrl: temporalLink(deps.config.temporal, workflowIds.import(row.id)),
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** Rows a second since it began, and the time left by the bytes still unread. */
function pace(row: ImportRow, nowMs: number): Pick<Import, 'rowsPerSecond' | 'secondsLeft'> {
  if (row.started_at === null) return { rowsPerSecond: null, secondsLeft: null };
  const end = row.finished_at?.getTime() ?? nowMs;
  const seconds = Math.max((end - row.started_at.getTime()) / 1000, 0.001);
  const rowsPerSecond = row.rows_read === 0 ? null : Math.round(row.rows_read / seconds);
  if (row.status !== 'running') return { rowsPerSecond, secondsLeft: row.finished_at === null ? null : 0 };
  if (row.file_offset === 0 || row.rows_read === 0) return { rowsPerSecond, secondsLeft: null };
  const secondsLeft = Math.ceil(((row.file_bytes - row.file_offset) / row.file_offset) * seconds);
  return { rowsPerSecond, secondsLeft: Math.max(0, secondsLeft) };
}
