import type { DncVersionRow } from '../../../database/dnc/dnc-version.ts';
import { DOUBTS } from '../../../registry/doubts.ts';
import { BAD_LINES } from '../../../registry/line.ts';
import type { RegistryVersion } from '../../contract/dnc.ts';

/** A version as the API tells it. */
export function presentVersion(row: DncVersionRow): RegistryVersion {
  const bytes = Number(row.file_bytes);
  return {
    id: row.id,
    listId: row.list_id,
    list: row.list,
    status: row.status,
    mode: row.mode,
    fileName: row.file_name,
    fileBytes: bytes,
    sha256: row.file_sha256.toString('hex'),
    asOf: row.as_of.toISOString(),
    validUntil: row.valid_until.toISOString(),
    progress: bytes === 0 ? 1 : Math.min(1, Number(row.bytes_read) / bytes),
    numbers: Number(row.numbers),
    areas: row.areas.length,
    lines: Number(row.lines),
    bad: Number(row.bad),
    repeated: Number(row.repeated),
    added: Number(row.added),
    deleted: Number(row.deleted),
    badLines: row.bad_lines.map((bad) => ({ ...bad, sentence: wordsFor(BAD_LINES, bad.reason) })),
    doubts: row.doubts.map((doubt) => ({ ...doubt, sentence: wordsFor(DOUBTS, doubt.kind) })),
    comparedWith: row.base_id,
    error: row.error,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    loadedAt: row.loaded_at?.toISOString() ?? null,
    activatedAt: row.activated_at?.toISOString() ?? null,
    activatedBy: row.activated_by,
    supersededAt: row.superseded_at?.toISOString() ?? null,
  };
}

function wordsFor(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key;
}
