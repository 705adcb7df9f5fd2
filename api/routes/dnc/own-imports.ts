import type { TenantTx } from '../../../database/connect.ts';
import {
  NUMBERS_IMPORT_COLUMNS,
  type NumbersImportRow,
  readNumbersImport,
} from '../../../database/dnc/numbers-import.ts';
import { numbersImportCancel, workflowIds } from '../../../workflows/contract.ts';
import { nameOf } from '../../auth/principal.ts';
import { DncImport, DncImportPage, DncImportsQuery } from '../../contract/dnc.ts';
import { idParams } from '../../contract/id.ts';
import { answerThenSignal } from '../../effects/answer-then-deliver.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { conflict, notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { presentNumbersImport } from './present-import.ts';

const BASE = '/api/v1/dnc/imports';

export const listNumberImports = defineRoute({
  id: 'listDoNotCallImports',
  method: 'get',
  path: BASE,
  tag: 'Do not call',
  summary: 'Files of numbers for your own lists, newest first',
  access: 'dnc:read',
  query: DncImportsQuery,
  responses: { 200: { description: 'One page of imports.', body: DncImportPage } },
  async handler({ tx, query }) {
    const cursor = decodeCursor(query.cursor, ['uuid']);
    const rows = await tx.query<NumbersImportRow>(
      `select ${NUMBERS_IMPORT_COLUMNS} from dnc_imports where tenant_id = $1 and ($2::uuid is null or id < $2)
       order by id desc limit $3`,
      [tx.tenantId, cursor?.[0] ?? null, query.limit + 1],
    );
    return { status: 200, body: pageFrom(rows, query.limit, presentNumbersImport, (row) => [row.id]) };
  },
});

export const getNumberImport = defineRoute({
  id: 'getDoNotCallImport',
  method: 'get',
  path: `${BASE}/:id`,
  tag: 'Do not call',
  summary: 'How far an import of numbers is, and what became of its lines',
  access: 'dnc:read',
  params: idParams(),
  responses: { 200: { description: 'The import.', body: DncImport } },
  async handler({ tx, params }) {
    return { status: 200, body: presentNumbersImport(await findImport(tx, params.id)) };
  },
});

export const cancelNumberImport = defineRoute({
  id: 'cancelDoNotCallImport',
  method: 'post',
  path: `${BASE}/:id/cancel`,
  tag: 'Do not call',
  summary: 'Stop reading a file of numbers',
  description: 'Numbers that were read by then stay on the list. Asked again, it answers the same.',
  access: 'dnc:write',
  params: idParams(),
  responses: { 200: { description: 'It is ending, or has ended that way.', body: DncImport } },
  async handler({ tx, params, principal }, deps) {
    const row = await findImport(tx, params.id);
    const body = presentNumbersImport(row);
    if (row.status === 'cancelled') return { status: 200, body };
    if (row.status === 'completed' || row.status === 'failed') {
      throw conflict('import-over', `The import has ${row.status} already; nothing is left to cancel.`);
    }
    const args = [{ by: nameOf(principal) }];
    const signal = { workflowId: workflowIds.numbersImport(params.id), name: numbersImportCancel.name, args };
    return answerThenSignal(deps, tx, signal, body);
  },
});

async function findImport(tx: TenantTx, id: string): Promise<NumbersImportRow> {
  const row = await readNumbersImport(tx, id);
  if (!row) throw notFound('import of do-not-call numbers');
  return row;
}
