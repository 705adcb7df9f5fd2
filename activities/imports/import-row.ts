import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import type { TenantTx } from '../../database/connect.ts';
import type { ImportStatus } from '../../domain/vocabulary.ts';
import type { Layout } from '../../importing/layout.ts';
import { LEAD_FIELDS } from '../../importing/fields.ts';
import { FAILURES } from '../../workflows/contract.ts';
import type { ImportCounts } from './interface.ts';
import type { ReimportPolicy } from './write-chunk.ts';

/** `imports.options`: what the caller said about the file. The list's own settings hold where it said nothing. */
export const ImportOptions = z.object({
  mapping: z.record(z.string(), z.enum([...LEAD_FIELDS, 'custom', 'ignore'])).optional(),
  delimiter: z.string().length(1).optional(),
  header: z.boolean().optional(),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  reimportPolicy: z.enum(['skip', 'update', 'new']).optional(),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export interface ImportRow extends Record<string, unknown> {
  id: string;
  list_id: string;
  status: ImportStatus;
  file_key: string;
  file_name: string;
  file_bytes: number;
  options: unknown;
  dialect: Layout | null;
  file_offset: number;
  next_line: number;
  rows_read: number;
  accepted: number;
  rejected: number;
  duplicate: number;
  updated: number;
  suppressed: number;
  default_country: string;
  reimport_policy: ReimportPolicy;
}

/** The import with what its list says. Counts are numbers: a list of 2^53 rows is not feared. */
export async function readImport(tx: TenantTx, importId: string, lock = false): Promise<ImportRow> {
  const rows = await tx.query<ImportRow>(
    `select i.id, i.list_id, i.status, i.file_key, i.file_name, i.file_bytes::float8, i.options, i.dialect,
       i.file_offset::float8, i.next_line::float8, i.rows_read::float8, i.accepted::float8, i.rejected::float8,
       i.duplicate::float8, i.updated::float8, i.suppressed::float8, l.default_country, l.reimport_policy
     from imports i join lists l on l.tenant_id = i.tenant_id and l.id = i.list_id
     where i.tenant_id = $1 and i.id = $2 ${lock ? 'for update of i' : ''}`,
    [tx.tenantId, importId],
  );
  const row = rows[0];
  if (!row) throw ApplicationFailure.nonRetryable(`there is no import ${importId} in this tenant`, FAILURES.notFound);
  return row;
}

export function countsOf(row: ImportRow): ImportCounts {
  return {
    rowsRead: row.rows_read,
    accepted: row.accepted,
    rejected: row.rejected,
    duplicate: row.duplicate,
    updated: row.updated,
    suppressed: row.suppressed,
  };
}
