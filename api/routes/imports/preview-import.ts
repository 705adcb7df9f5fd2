import type { Request } from 'express';
import { preview, type Preview } from '../../../importing/preview.ts';
import { idParams } from '../../contract/id.ts';
import { ImportOptions, ImportPreview } from '../../contract/imports.ts';
import { invalid, Problem } from '../../http/problem.ts';
import { defineStream } from '../../http/route.ts';
import { findList } from '../lists/lists.ts';
import { countryOf } from '../../http/country-of.ts';
import { permits } from '../../auth/policy.ts';
import { maskedNumber } from '../../http/masked-number.ts';
import type { Principal } from '../../auth/principal.ts';
import { readUpload } from './uploaded-file.ts';

/** A preview looks at the beginning; more than this of a file is not waited for. */
const LOOKED_AT_BYTES = 300 * 1024;

export const postPreview = defineStream({
  id: 'previewImport',
  method: 'post',
  path: '/api/v1/lists/:id/imports/preview',
  tag: 'Lists',
  summary: 'What an import would do',
  description:
    'Columns found, the guessed mapping, the first rows as they would be read, and problems. Nothing is stored.',
  access: 'lists:write',
  rawBody: true,
  params: idParams(),
  query: ImportOptions,
  responses: { 200: { description: 'The preview.', body: ImportPreview } },
  async handler({ principal, params, request, response }, deps) {
    const list = await deps.database.inTenant(principal.tenantId, (tx) => findList(tx, params.id));
    response.json(await previewOf(request, principal, list.defaultCountry));
  },
});

export const postPreviewWithoutList = defineStream({
  id: 'previewFile',
  method: 'post',
  path: '/api/v1/imports/preview',
  tag: 'Lists',
  summary: 'What an import of a file would do, before there is a list for it',
  description: 'As the preview of a list, with the tenant’s country. Nothing is stored.',
  access: 'lists:write',
  rawBody: true,
  query: ImportOptions,
  responses: { 200: { description: 'The preview.', body: ImportPreview } },
  async handler({ principal, request, response }, deps) {
    const country = await deps.database.inTenant(principal.tenantId, (tx) => countryOf(tx));
    response.json(await previewOf(request, principal, country));
  },
});

/** Reads the beginning of the upload. @throws Problem 415, 422 */
async function previewOf(request: Request, principal: Principal, country: string): Promise<ImportPreview> {
  const { options, result: head } = await readUpload(request, request.query, beginningOf);
  const { mapping, delimiter, header, defaultCountry = country } = options;
  let found: Preview;
  try {
    found = await preview(pieces(head), {
      ...(mapping ? { mapping } : {}),
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(header === undefined ? {} : { header }),
      defaultCountry,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid([
      {
        field: 'defaultCountry',
        message: 'No telephone numbers are known of this country.',
        remedy: 'Set another default country on the list.',
      },
    ]);
  }
  if (found.kind === 'not-csv') {
    throw new Problem(
      415,
      'not-csv',
      'The file is not CSV',
      `The file is ${found.file.what}, not CSV. ${found.file.remedy}`,
    );
  }
  return present(found, principal);
}

/** The first bytes; the rest is read and dropped, so that the client gets to see the answer. */
async function beginningOf(file: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const piece of file) {
    if (size < LOOKED_AT_BYTES) kept.push(piece);
    size += piece.length;
  }
  return Buffer.concat(kept);
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function present(found: Extract<Preview, { kind: 'preview' }>, principal: Principal): ImportPreview {
  // Whoever sends the file has its numbers.
  const whole = permits(principal, 'numbers:reveal').allowed;
  return {
    encoding: found.encoding,
    delimiter: found.delimiter,
    headerLine: found.headerLine,
    columns: found.columns,
    rows: found.rows.map((row) => {
      if (row.kind === 'rejected') {
        const { column, reason, remedy } = row.rejection;
        return { kind: 'rejected' as const, line: row.line, column, reason, remedy };
      }
      const { street: _street, phones, ...lead } = row.lead;
      const shown = phones.map(({ e164, tail, label }) => ({ number: whole ? e164 : maskedNumber(tail), label }));
      return { kind: 'lead' as const, line: row.line, lead: { ...lead, phones: shown } };
    }),
    problems: found.problems,
    looked: found.looked,
  };
}
