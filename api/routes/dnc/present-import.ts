import type { NumbersImportRow } from '../../../database/dnc/numbers-import.ts';
import type { DncImport } from '../../contract/dnc.ts';

const MOST_BAD_LINES = 1_000;

/** An import of numbers as the API tells it. */
export function presentNumbersImport(row: NumbersImportRow): DncImport {
  const { id, list, status, reason, source, lines, added, bad, error } = row;
  return {
    ...{ id, list, campaignId: row.campaign_id, status, fileName: row.file_name, fileBytes: row.file_bytes },
    sha256: row.file_sha256.toString('hex'),
    progress: row.file_bytes === 0 ? 1 : Math.min(1, row.stored_offset / row.file_bytes),
    ...{ reason, source, expiresAt: row.expires_at?.toISOString() ?? null },
    ...{ lines, added, alreadyListed: row.already_listed, bad, badLines: row.bad_lines.slice(0, MOST_BAD_LINES) },
    ...{ leadsEnded: row.leads_ended, callsHungUp: row.calls_hung_up, error, createdBy: row.created_by },
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
