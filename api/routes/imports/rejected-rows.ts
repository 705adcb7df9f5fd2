import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Database } from '../../../database/connect.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { rejectedCsv } from '../../../importing/rejected-csv.ts';
import type { Rejection } from '../../../importing/rejections.ts';
import { type Keyring, SEAL } from '../../../keyring/keyring.ts';
import { idParams } from '../../contract/id.ts';
import { defineStream } from '../../http/route.ts';
import { readImport } from './import-row.ts';

const PAGE = 1_000;

export const getRejected = defineStream({
  id: 'getRejectedRows',
  method: 'get',
  path: '/api/v1/imports/:id/rejected',
  tag: 'Lists',
  summary: 'The rejected rows, with reason and remedy, as CSV',
  description:
    'Columns: line, column, reason, remedy, then the original cells. Correct them there and import the file again.',
  access: 'imports:rejected',
  params: idParams(),
  responses: { 200: { description: 'CSV, UTF-8.', contentType: 'text/csv' } },
  async handler({ principal, params, response }, { database, keyring }) {
    const row = await database.inTenant(principal.tenantId, (tx) => readImport(tx, params.id));
    const headings = (row.dialect?.columns ?? []).map((column) => column.heading ?? '');
    response.set({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="rejected-${params.id}.csv"`,
      'cache-control': 'no-store',
    });
    const rows = rejections(database, keyring, principal.tenantId, params.id);
    await pipeline(Readable.from(rejectedCsv(headings, rows)), response);
  },
});

const Cells = z.array(z.string());

type RejectionRow = {
  line: string;
  column_name: string | null;
  reason: string;
  remedy: string;
  cells_enc: Buffer;
  key_id: string;
};

/** Page by page, a short transaction each: a slow reader holds nothing. */
async function* rejections(
  database: Database,
  keyring: Keyring,
  tenantId: TenantId,
  importId: string,
): AsyncGenerator<Rejection> {
  let after = '0';
  for (let full = true; full; ) {
    const rows = await database.inTenant(tenantId, (tx) =>
      tx.query<RejectionRow>(
        `select line, column_name, reason, remedy, cells_enc, key_id from import_rejections
         where tenant_id = $1 and import_id = $2 and line > $3 order by line limit $4`,
        [tenantId, importId, after, PAGE],
      ),
    );
    for (const row of rows) {
      after = row.line;
      const plain = keyring.open({ keyId: row.key_id, data: row.cells_enc }, SEAL.rejectedCells).toString('utf8');
      yield {
        line: Number(row.line),
        column: row.column_name,
        reason: row.reason,
        remedy: row.remedy,
        cells: Cells.parse(JSON.parse(plain)),
      };
    }
    full = rows.length === PAGE;
  }
}
