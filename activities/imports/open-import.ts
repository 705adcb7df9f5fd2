import type { Layout, LayoutResult } from '../../importing/layout.ts';
import { readLayout } from '../../importing/layout.ts';
import { readHead } from '../../importing/preview.ts';
import { startOfData } from '../../importing/read-rows.ts';
import { PHONE_COUNTRIES } from '../../numbering/area.ts';
import { FileMissing } from '../../storage/file-store.ts';
import type { ImportDeps } from './deps.ts';
import { type ImportRow, ImportOptions, readImport } from './import-row.ts';
import type { ImportRef, Opened } from './interface.ts';

/** See ImportActivities. What is decided about the file is stored, so that every later run reads it the same way. */
export async function openImport(deps: ImportDeps, { tenantId, importId }: ImportRef): Promise<Opened> {
  const row = await deps.database.inTenant(tenantId, (tx) => readImport(tx, importId));
  if (row.status !== 'queued' && row.status !== 'running') return { kind: 'ended' };
  if (row.status === 'running' && row.dialect) return { kind: 'open', fileBytes: row.file_bytes };
  const found = await layoutOf(deps, row);
  if (typeof found === 'string') return { kind: 'refused', sentence: found };
  const { offset, line } = startOfData(found);
  await deps.database.inTenant(tenantId, (tx) =>
    tx.query(
      `update imports set status = 'running', dialect = $3, file_offset = $4, next_line = $5, started_at = $6
       where tenant_id = $1 and id = $2 and dialect is null and status in ('queued', 'running')`,
      [tenantId, importId, JSON.stringify(found), offset, line, new Date(deps.clock.now())],
    ),
  );
  return { kind: 'open', fileBytes: row.file_bytes };
}

async function layoutOf(deps: ImportDeps, row: ImportRow): Promise<Layout | string> {
  const options = ImportOptions.parse(row.options);
  const defaultCountry = options.defaultCountry ?? row.default_country;
  if (!PHONE_COUNTRIES.some((country) => country === defaultCountry)) {
    return `The list's default country "${defaultCountry}" has no telephone numbers: set another one and import again.`;
  }
  let result: LayoutResult;
  try {
    const { head, wholeFile } = await readHead(deps.files.read(row.file_key));
    result = readLayout(head, wholeFile, { ...without(options), defaultCountry });
  } catch (error) {
    if (error instanceof FileMissing) return 'The uploaded file is no longer in the file storage: upload it again.';
    throw error;
  }
  if (result.kind === 'layout') {
    // A word of the caller's that means nothing may be the one that says which number, or whom not to call. Its remedy
    // names the columns as they are, and those may be a row of people: this sentence is kept, and seen, in the clear.
    const [unmapped] = result.unmapped;
    return unmapped
      ? `${unmapped.problem} Look at the columns in the preview, and correct the mapping. Nothing was imported.`
      : result.layout;
  }
  return `The file is ${result.file.what}, not CSV. ${result.file.remedy}`;
}

/** Options that were not given are left out rather than undefined. */
function without({ mapping, delimiter, header }: ImportOptions) {
  return {
    ...(mapping ? { mapping } : {}),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(header === undefined ? {} : { header }),
  };
}
