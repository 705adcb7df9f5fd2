import { uuidv7 } from '../../../database/engine/uuidv7.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { FileTooLarge, importFileKey, type StoredFile } from '../../../storage/file-store.ts';
import { type ImportInput, workflowIds, WORKFLOWS } from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { Import, ImportOptions } from '../../contract/imports.ts';
import { conflict, Problem } from '../../http/problem.ts';
import { defineStream, type StreamScope } from '../../http/route.ts';
import type { TenantTx } from '../../../database/connect.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { acceptUpload } from '../../effects/accept-upload.ts';
import { startOnce } from '../../effects/start-once.ts';
import { findList } from '../lists/lists.ts';
import { IMPORT_COLUMNS, type ImportRow, presentImport } from './import-row.ts';
import { readUpload } from './uploaded-file.ts';

export const postImport = defineStream({
  id: 'importLeads',
  method: 'post',
  path: '/api/v1/lists/:id/imports',
  tag: 'Lists',
  summary: 'Import a CSV file into a list',
  description:
    'The file as multipart/form-data (part `file`, options as fields) or as the body itself (text/csv, options in the query). Encoding, delimiter, header and columns are detected. Files that are not CSV are refused by name.',
  access: 'lists:write',
  idempotent: true,
  rawBody: true,
  params: idParams(),
  query: ImportOptions,
  responses: { 202: { description: 'Stored; GET /imports/:id tells how far it is.', body: Import } },
  async handler(scope, deps) {
    const { principal, params } = scope;
    const { tenantId } = principal;
    const list = await deps.database.inTenant(tenantId, (tx) => findList(tx, params.id));
    if (list.archivedAt !== null)
      throw conflict('list-archived', 'The list is archived. Choose another.', [
        { field: 'path.id', message: 'The list is archived.', remedy: 'Choose another list.' },
      ]);
    const importId = uuidv7(deps.now());
    const fileKey = importFileKey(tenantId, importId);
    const upload = await storeFile(scope, fileKey, deps);
    await acceptUpload(scope, deps, {
      ...{ route: 'importLeads', fileKey },
      content: { listId: params.id, options: upload.options, sha256: upload.result.sha256.toString('hex') },
      async record(tx) {
        const about = { importId, fileKey, listId: params.id, by: nameOf(principal) };
        const body = presentImport(await insertImport(tx, { ...upload, ...about }), deps);
        const headers = { location: `/api/v1/imports/${importId}` };
        return { reply: { status: 202, body, headers }, effect: startEffect(tenantId, importId) };
      },
    });
  },
});

async function storeFile({ request }: StreamScope, fileKey: string, deps: ApiDependencies) {
  try {
    return await readUpload(request, request.query, (file) =>
      deps.files.put(fileKey, file, { maxBytes: deps.config.limits.uploadBytes }),
    );
  } catch (error) {
    // Read to its end, so that the client gets to see the answer.
    request.resume();
    await deps.files.remove(fileKey);
    if (error instanceof FileTooLarge) {
      throw new Problem(
        413,
        'too-large',
        'The file is too large',
        `Files may have ${error.maxBytes} bytes. Split it into several.`,
      );
    }
    throw error;
  }
}

interface NewImport {
  importId: string;
  listId: string;
  fileKey: string;
  options: ImportOptions;
  result: StoredFile;
  by: string;
}

async function insertImport(
  tx: TenantTx,
  { importId, listId, fileKey, options, result, by }: NewImport,
): Promise<ImportRow> {
  const { fileName = '', ...reading } = options;
  await tx.query(
    `insert into imports (tenant_id, id, list_id, file_key, file_name, file_bytes, file_sha256, options, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.tenantId, importId, listId, fileKey, fileName, result.bytes, result.sha256, JSON.stringify(reading), by],
  );
  await tx.query(
    `insert into events (tenant_id, type, import_id, data) values ($1, 'import.queued', $2, jsonb_build_object('listId', $3::text, 'by', $4::text))`,
    [tx.tenantId, importId, listId, by],
  );
  const [row] = await tx.query<ImportRow>(
    `select ${IMPORT_COLUMNS} from imports i where i.tenant_id = $1 and i.id = $2`,
    [tx.tenantId, importId],
  );
  if (!row) throw new Error('the import that was just written is not there');
  return row;
}

function startEffect(tenantId: TenantId, importId: string) {
  const input: ImportInput = { tenantId, importId };
  const job = { workflowType: WORKFLOWS.import, workflowId: workflowIds.import(importId), input };
  return startOnce({ ...job, state: 'running' });
}
