import { guessColumns, type Column, type ColumnProblem, type Mapping } from './columns.ts';
import { detectDialect } from './dialect.ts';
import { bytesPerCharacter, createTextStream, decodeCell, detectEncoding, type Encoding } from './encoding.ts';
import { normaliseHeading } from './fields.ts';
import { notCsv, notCsvText, type NotCsv } from './file-kind.ts';
import { findHeader } from './header.ts';
import { createTokenizer, type RawRow } from './tokenizer.ts';

/** Everything decided once about a file. Plain JSON: it is stored with the import, and reading resumes by it. */
export interface Layout {
  encoding: Encoding;
  bomBytes: number;
  delimiter: string;
  /** Physical line of the header; null when the file has none. */
  headerLine: number | null;
  /** Where the first row of data begins: byte and physical line. */
  dataOffset: number;
  dataLine: number;
  columns: Column[];
  /** The header's cells, normalised, to know it again when it is repeated inside the file. */
  header: string[];
}

export interface LayoutOptions {
  mapping?: Mapping;
  /** One character; else it is detected. */
  delimiter?: string;
  /** Says that the first row is, or is not, a header; else it is detected. */
  header?: boolean;
  /** ISO 3166 code for numbers in national format. */
  defaultCountry: string;
}

export type LayoutResult =
  | {
      kind: 'layout';
      layout: Layout;
      sample: RawRow[];
      problems: ColumnProblem[];
      /** Of the problems: columns that the mapping names and the file does not have. */
      unmapped: ColumnProblem[];
    }
  | { kind: 'not-csv'; file: NotCsv };

/** As much of the file's beginning as detection looks at. */
export const HEAD_BYTES = 256 * 1024;
const SAMPLE_ROWS = 200;

/** Decides from the file's first bytes how it is read. `wholeFile` says that nothing follows them. */
export function readLayout(head: Uint8Array, wholeFile: boolean, options: LayoutOptions): LayoutResult {
  const refused = notCsv(head);
  if (refused) return { kind: 'not-csv', file: refused };
  const { encoding, bomBytes } = detectEncoding(head);
  const text = createTextStream(encoding).write(head.subarray(bomBytes));
  const refusedText = notCsvText(text);
  if (refusedText) return { kind: 'not-csv', file: refusedText };

  const detected = detectDialect(text, wholeFile);
  const delimiter = options.delimiter ?? detected.delimiter;
  const rows = createTokenizer({ delimiter })
    .push(text, wholeFile)
    .slice(0, SAMPLE_ROWS + 1);
  for (const row of rows) row.cells = row.cells.map((cell) => decodeCell(cell, encoding));
  const firstRow = detected.hasSepLine ? 1 : 0;
  const filled = rows.slice(firstRow).filter((row) => !isBlank(row.cells));
  const headerAt = headerIndex(filled, options);
  const header = headerAt === -1 ? null : (filled[headerAt] ?? null);
  const sample = filled.slice(headerAt + 1);
  const before = header ?? (detected.hasSepLine ? rows[0] : undefined);
  const width = header ? header.cells.length : sample.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const { columns, problems, unmapped } = guessColumns(
    (header?.cells ?? []).slice(0, MAX_COLUMNS),
    Math.min(width, MAX_COLUMNS),
    sample,
    {
      country: options.defaultCountry,
      ...(options.mapping ? { mapping: options.mapping } : {}),
    },
  );
  const layout: Layout = {
    encoding,
    bomBytes,
    delimiter,
    headerLine: header?.line ?? null,
    dataOffset: bomBytes + (before?.end ?? 0) * bytesPerCharacter(encoding),
    dataLine: before?.nextLine ?? 1,
    columns,
    header: (header?.cells ?? []).map(normaliseHeading),
  };
  return { kind: 'layout', layout, sample, problems, unmapped };
}

/** Columns beyond these are not read: no list of people has them, random bytes do. */
const MAX_COLUMNS = 500;

export function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

function headerIndex(rows: readonly RawRow[], options: LayoutOptions): number {
  if (options.header === false) return -1;
  const found = findHeader(rows, options.defaultCountry);
  return found === -1 && options.header === true && rows.length > 0 ? 0 : found;
}
