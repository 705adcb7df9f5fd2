import { importCancel, workflowIds } from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { AllImportsQuery, Import, ImportPage, ImportQuery } from '../../contract/imports.ts';
import { answerThenSignal } from '../../effects/answer-then-deliver.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { findList } from '../lists/lists.ts';
import { IMPORT_COLUMNS, type ImportRow, presentImport, readImport } from './import-row.ts';

export const listImports = defineRoute({
  id: 'listImports',
  method: 'get',
  path: '/api/v1/lists/:id/imports',
  tag: 'Lists',
  summary: 'List the imports of a list, newest first',
  access: 'imports:read',
  params: idParams(),
  query: ImportQuery,
  responses: { 200: { description: 'One page of imports.', body: ImportPage } },
  async handler({ tx, params, query }, deps) {
    await findList(tx, params.id);
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const rows = await tx.query<ImportRow>(
      `select ${IMPORT_COLUMNS} from imports i where i.tenant_id = $1 and i.list_id = $2 and ($3::uuid is null or i.id < $3)
       order by i.id desc limit $4`,
      [tx.tenantId, params.id, cursor?.[0] ?? null, query.limit + 1],
    );
    return { status: 200, body: pageOfImports(rows, query.limit, deps) };
  },
});

export const listAllImports = defineRoute({
  id: 'listAllImports',
  method: 'get',
  path: '/api/v1/imports',
  tag: 'Lists',
  summary: 'List imports into every list, newest first',
  access: 'imports:read',
  query: AllImportsQuery,
  responses: { 200: { description: 'One page of imports.', body: ImportPage } },
  async handler({ tx, query }, deps) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const rows = await tx.query<ImportRow>(
      `select ${IMPORT_COLUMNS} from imports i where i.tenant_id = $1 and ($2::uuid is null or i.id < $2)
         and ($3::text is null or i.status = $3)
       order by i.id desc limit $4`,
      [tx.tenantId, cursor?.[0] ?? null, query.status ?? null, query.limit + 1],
    );
    return { status: 200, body: pageOfImports(rows, query.limit, deps) };
  },
});

function pageOfImports(rows: readonly ImportRow[], limit: number, deps: ApiDependencies) {
  const present = (row: ImportRow) => presentImport(row, deps);
  return pageFrom(rows, limit, present, (row) => [row.id]);
}

export const getImport = defineRoute({
  id: 'getImport',
  method: 'get',
  path: '/api/v1/imports/:id',
  tag: 'Lists',
  summary: 'How far an import is',
  access: 'imports:read',
  params: idParams(),
  responses: { 200: { description: 'Rows read, accepted, rejected and duplicate; rate and time left.', body: Import } },
  async handler({ tx, params }, deps) {
    return { status: 200, body: presentImport(await readImport(tx, params.id), deps) };
  },
});

export const cancelImport = defineRoute({
  id: 'cancelImport',
  method: 'post',
  path: '/api/v1/imports/:id/cancel',
  tag: 'Lists',
  summary: 'Cancel an import',
  description: 'It ends after the rows it is at. What was imported stays. Asked again, it answers the same.',
  access: 'lists:write',
  params: idParams(),
  responses: { 200: { description: 'It is ending, or has ended that way.', body: Import } },
  async handler({ tx, params, principal }, deps) {
    const row = await readImport(tx, params.id);
    const body = presentImport(row, deps);
    if (row.status === 'cancelled') return { status: 200, body };
    if (row.status === 'completed' || row.status === 'failed') {
      throw conflict('import-over', `The import has ${row.status} already; nothing is left to cancel.`);
    }
    const args = [{ by: nameOf(principal) }];
    const signal = { workflowId: workflowIds.import(params.id), name: importCancel.name, args };
    return answerThenSignal(deps, tx, signal, body);
  },
});
