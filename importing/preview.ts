import type { Column, ColumnProblem } from './columns.ts';
import type { NotCsv } from './file-kind.ts';
import { HEAD_BYTES, readLayout, type Layout, type LayoutOptions } from './layout.ts';
import { type Rejection, ROW_REJECTIONS } from './rejections.ts';
import { rowContext } from './row-context.ts';
import { createRowReader, type LeadRow } from './row-reader.ts';

/** What an import of this file would do, seen from its first rows. Nothing is stored. */
export type Preview =
  | { kind: 'not-csv'; file: NotCsv }
  | {
      kind: 'preview';
      encoding: Layout['encoding'];
      delimiter: string;
      /** Physical line of the header, null when the file has none. */
      headerLine: number | null;
      columns: (Column & { examples: string[] })[];
      /** The first rows, each as it would be read. */
      rows: PreviewRow[];
      problems: ColumnProblem[];
      /** Of the rows looked at. */
      looked: { rows: number; accepted: number; rejected: number };
    };

export type PreviewRow =
  | { kind: 'lead'; line: number; lead: LeadRow }
  | { kind: 'rejected'; line: number; rejection: Rejection };

const SHOWN_ROWS = 20;
const EXAMPLES = 3;

/**
 * Reads the beginning of a stream (at most 256 KB of it) and says how it would be imported: columns, guessed mapping with
 * confidence, first rows, problems. The rest of the stream is not read.
 */
export async function preview(stream: AsyncIterable<Uint8Array>, options: LayoutOptions): Promise<Preview> {
  const { head, wholeFile } = await readHead(stream);
  const result = readLayout(head, wholeFile, options);
  if (result.kind === 'not-csv') return result;
  const { layout, sample, problems } = result;
  const readRow = createRowReader({ ...layout, encoding: 'decoded' }, rowContext(options.defaultCountry));
  const examples = layout.columns.map(({ index }) => examplesOf(sample.map(({ cells }) => cells[index] ?? '')));
  const rows: PreviewRow[] = [];
  const looked = { rows: 0, accepted: 0, rejected: 0 };
  const shown = { lead: 0, rejected: 0 };
  for (const raw of sample) {
    const read = readRow(raw);
    if (!read) continue;
    looked.rows++;
    if (read.kind === 'lead') looked.accepted++;
    else looked.rejected++;
    // Those that cannot be used are told wherever they stand: nobody reads as far as leads that are good.
    if (shown[read.kind]++ < SHOWN_ROWS) rows.push(read);
  }
  const isCut = looked.rows === 0 && !wholeFile;
  if (looked.rows === 0) problems.push(isCut ? rowTooLong(layout.dataLine) : NO_ROWS);
  return {
    kind: 'preview',
    encoding: layout.encoding,
    delimiter: layout.delimiter,
    headerLine: layout.headerLine,
    columns: layout.columns.map((column, i) => ({ ...column, examples: examples[i] ?? [] })),
    rows,
    // Of columns nothing is known where not even the first row could be read.
    problems: isCut && layout.columns.length === 0 ? problems.slice(-1) : problems,
    looked,
  };
}

const NO_ROWS: ColumnProblem = {
  column: null,
  problem: 'The file has no rows.',
  remedy: 'Check that the right file was chosen.',
};

/** An import takes rows of up to a million characters; a preview sees fewer. */
function rowTooLong(line: number): ColumnProblem {
  return {
    column: null,
    problem: `The row that begins at line ${line} is longer than the ${HEAD_BYTES / 1024} KB that a preview looks at.`,
    remedy: ROW_REJECTIONS['row-too-long'].remedy,
  };
}

/** The first bytes of a stream, as many as detection looks at, and whether they are all. */
export async function readHead(stream: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; wholeFile: boolean }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let wholeFile = true;
  for await (const piece of stream) {
    pieces.push(piece);
    size += piece.length;
    if (size > HEAD_BYTES) {
      wholeFile = false;
      break;
    }
  }
  return { head: Buffer.concat(pieces).subarray(0, HEAD_BYTES), wholeFile };
}

function examplesOf(cells: readonly string[]): string[] {
  return [...new Set(cells.filter((cell) => cell.trim() !== ''))].slice(0, EXAMPLES);
}
