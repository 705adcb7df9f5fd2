import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { Request } from 'express';
import { notCsv } from '../../../importing/file-kind.ts';
import { ImportOptions } from '../../contract/imports.ts';
import { fieldErrors } from '../../http/field-errors.ts';
import { countryProblems } from '../../http/require-country.ts';
import { requireKnown } from '../../http/known-parameters.ts';
import { invalid, Problem } from '../../http/problem.ts';
import { unstorableText } from '../../http/storable-text.ts';

const MOST_FIELD_BYTES = 100_000;
/** Enough for every signature of a file that is not CSV. */
const SNIFFED_BYTES = 64 * 1024;

/** What came with the file, once the whole body is read. */
export interface Upload<T> {
  options: ImportOptions;
  result: T;
}

/**
 * Reads the body of an upload: `multipart/form-data` with one file and options as fields, or `text/csv` with options in
 * the query. `use` gets the bytes as they come, at flat memory. @throws Problem for anything else, and for no CSV.
 */
export async function readUpload<T>(
  request: Request,
  query: unknown,
  use: (file: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<Upload<T>> {
  const type = (request.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') return readMultipart(request, query, use);
  if (
    type === 'text/csv' ||
    type === 'text/plain' ||
    type === 'application/octet-stream' ||
    type === 'text/tab-separated-values'
  ) {
    const options = parseOptions(query, 'query');
    return { options, result: await use(refusingOthers(request)) };
  }
  throw new Problem(
    415,
    'unsupported-media-type',
    'The body is neither a form nor CSV',
    'Send multipart/form-data with a file, or the CSV itself with content type text/csv.',
  );
}

async function readMultipart<T>(
  request: Request,
  query: unknown,
  use: (file: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<Upload<T>> {
  const contentType = request.get('content-type') ?? '';
  const fields: Record<string, string> = {};
  let used: Promise<T> | undefined;
  await new Promise<void>((resolve, reject) => {
    const busboy = parserOf(contentType);
    let file: Readable | undefined;
    /** Whoever reads the file must hear of it: otherwise they wait for the rest, and what they wrote stays. */
    const breakOff = (cause: unknown) => {
      file?.destroy(malformed(cause));
      reject(malformed(cause));
    };
    busboy.on('field', (name: string, value: string) => {
      fields[name] = value;
    });
    busboy.on('file', (_field: string, stream: Readable, fileName: string) => {
      fields['fileName'] ??= fileName ?? '';
      file = stream;
      used = use(refusingOthers(stream));
      used.catch((error: unknown) => {
        stream.resume();
        reject(error);
      });
    });
    busboy.on('error', breakOff);
    busboy.on('finish', () => resolve());
    request.on('aborted', () => breakOff('aborted'));
    request.pipe(busboy);
  });
  if (!used) {
    throw invalid([
      { field: 'file', message: 'The form has no file.', remedy: 'Add the CSV file as a part with a file name.' },
    ]);
  }
  const result = await used;
  requireKnown(fields, Object.keys(ImportOptions.shape), { prefix: '', noun: 'form field' });
  const given = typeof query === 'object' && query !== null ? query : {};
  return { options: parseOptions({ ...given, ...fields }, ''), result };
}

function parserOf(contentType: string) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { files: 1, fields: 20, fieldSize: MOST_FIELD_BYTES, parts: 25 },
    });
  } catch (error) {
    throw malformed(error);
  }
}

function parseOptions(given: unknown, prefix: string): ImportOptions {
  const parsed = ImportOptions.safeParse(given);
  const errors = [
    ...unstorableText(given, prefix),
    ...(parsed.success
      ? countryProblems(parsed.data.defaultCountry, prefix ? `${prefix}.defaultCountry` : 'defaultCountry')
      : fieldErrors(parsed.error.issues, prefix)),
  ];
  if (!parsed.success || errors.length > 0) throw invalid(errors);
  return parsed.data;
}

/** Passes the bytes on; a file that is plainly something else is refused before anything of it is kept. */
async function* refusingOthers(source: Readable): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  let sniffed = false;
  // Ending early must not destroy the request: its client is still to get an answer.
  for await (const piece of source.iterator({ destroyOnReturn: false })) {
    if (sniffed) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < SNIFFED_BYTES) continue;
    sniffed = true;
    yield refuseOthers(head);
  }
  if (!sniffed && head.length > 0) yield refuseOthers(head);
}

function refuseOthers(head: Buffer): Buffer {
  const other = notCsv(head);
  if (!other) return head;
  throw new Problem(415, 'not-csv', 'The file is not CSV', `The file is ${other.what}, not CSV. ${other.remedy}`);
}

function malformed(_cause: unknown): Problem {
  return new Problem(
    400,
    'malformed-form',
    'The form could not be read',
    'The multipart body ended early or is damaged. Send it again.',
  );
}
