import type { TenantTx } from '../connect.ts';
import type { AboutNumbers } from './add-numbers.ts';

/** A line that holds no telephone number: where it stands and why, never what stands in it. */
export interface BadNumberLine {
  line: number;
  reason: string;
  sentence: string;
}

export type NumbersImportStatus = 'queued' | 'running' | 'completed' | 'cancelled' | 'failed';

export type NumbersImportRow = {
  id: string;
  list: AboutNumbers['list'];
  campaign_id: string | null;
  status: NumbersImportStatus;
  file_key: string;
  file_name: string;
  file_bytes: number;
  file_sha256: Buffer;
  default_country: string;
  reason: string;
  source: string;
  expires_at: Date | null;
  stored_offset: number;
  enforced_offset: number;
  enforced_line: number;
  lines: number;
  added: number;
  already_listed: number;
  bad: number;
  bad_lines: BadNumberLine[];
  leads_ended: number;
  calls_hung_up: number;
  error: string | null;
  created_by: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

/** Counts as numbers: a file of 2^53 lines is not feared. */
export const NUMBERS_IMPORT_COLUMNS = `id, list, campaign_id, status, file_key, file_name, file_bytes::float8, file_sha256,
  default_country, reason, source, expires_at, stored_offset::float8, enforced_offset::float8, enforced_line::float8,
  lines::float8, added::float8, already_listed::float8, bad::float8, bad_lines, leads_ended::float8,
  calls_hung_up::float8, error, created_by, created_at, started_at, finished_at`;

export async function readNumbersImport(tx: TenantTx, id: string, lock = false): Promise<NumbersImportRow | null> {
  const [row] = await tx.query<NumbersImportRow>(
    `select ${NUMBERS_IMPORT_COLUMNS} from dnc_imports where tenant_id = $1 and id = $2 ${lock ? 'for update' : ''}`,
    [tx.tenantId, id],
  );
  return row ?? null;
}

/** What every entry that the file brings says of itself. */
export function aboutNumbersOf(row: NumbersImportRow, nowMs: number): AboutNumbers {
  return {
    ...{ list: row.list, campaignId: row.campaign_id, importId: row.id, reason: row.reason, source: row.source },
    ...{ expiresAt: row.expires_at, createdBy: row.created_by, nowMs },
  };
}
