import type { Import, ImportPreview } from '../../../api-client/types.gen.ts';
import { sendFile } from '../../../http/send-file.ts';
import type { Session } from '../../../session/session.ts';

export type ColumnUses = Readonly<Record<string, string>>;

/** What the server looks at, and a byte by which it sees that the file goes on; more is not sent for a preview. */
const LOOKED_AT_BYTES = 256 * 1024 + 1;

/** What an import would do, from the beginning of the file. @throws Problem */
export async function previewFile(session: Session, file: File, uses: ColumnUses): Promise<ImportPreview> {
  const response = await session.fetch(
    `/api/v1/imports/preview?${new URLSearchParams(optionsOf(file, uses)).toString()}`,
    { method: 'POST', body: file.slice(0, LOOKED_AT_BYTES), headers: { 'content-type': 'text/csv' } },
  );
  const answer: unknown = await response.json();
  if (!response.ok) throw answer;
  return answer as ImportPreview;
}

/** Stores the file and begins its import. @throws Problem */
export async function importFile(
  session: Session,
  file: File,
  { listId, uses, once }: { listId: string; uses: ColumnUses; once: string },
  onSent: (share: number) => void,
): Promise<Import> {
  const path = `/api/v1/lists/${listId}/imports`;
  return sendFile(session, path, optionsOf(file, uses), { file, type: 'text/csv', once }, onSent);
}

function optionsOf(file: File, uses: ColumnUses): Record<string, string> {
  return { fileName: file.name, ...(Object.keys(uses).length > 0 && { mapping: JSON.stringify(uses) }) };
}
