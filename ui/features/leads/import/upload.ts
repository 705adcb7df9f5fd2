import type { Import, ImportPreview } from '../../../api-client/types.gen.ts';
import type { Session } from '../../../session/session.ts';

export type ColumnUses = Readonly<Record<string, string>>;

/** What the server looks at; more is not sent for a preview. */
const LOOKED_AT_BYTES = 256 * 1024;

/** What an import would do, from the beginning of the file. @throws Problem */
export async function previewFile(session: Session, file: File, uses: ColumnUses): Promise<ImportPreview> {
  return post(session, '/api/v1/imports/preview', file.slice(0, LOOKED_AT_BYTES), optionsOf(file, uses));
}

/** Stores the file and begins its import. @throws Problem */
export async function importFile(
  session: Session,
  file: File,
  { listId, uses, once }: { listId: string; uses: ColumnUses; once: string },
): Promise<Import> {
  return post(session, `/api/v1/lists/${listId}/imports`, file, optionsOf(file, uses), { 'idempotency-key': once });
}

function optionsOf(file: File, uses: ColumnUses): URLSearchParams {
  const options = new URLSearchParams({ fileName: file.name });
  if (Object.keys(uses).length > 0) options.set('mapping', JSON.stringify(uses));
  return options;
}

async function post<T>(
  session: Session,
  path: string,
  body: Blob,
  options: URLSearchParams,
  headers: Record<string, string> = {},
): Promise<T> {
  const response = await session.fetch(`${path}?${options.toString()}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/csv', ...headers },
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw answer;
  return answer as T;
}
