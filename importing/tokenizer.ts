/**
 * Cuts text into rows and cells: RFC 4180 as people break it. csv-parse agrees with it on well-formed input (a property
 * test says so) but loses the rest of the file after one quote that is never closed; this one loses a row and names it.
 */
import { afterLineEnd, countLineEnds } from './line-ends.ts';
import { readQuotedRow, type QuotedRow } from './quoted-row.ts';

export type RowFault = 'unclosed-quote' | 'row-too-long';

/** A row as it stands in the file, blank ones included (`cells: ['']`). */
export interface RawRow {
  /** Physical line of the row's first character, counted from 1 over the whole file. */
  line: number;
  /** Characters from the beginning of the file to the beginning of the next row. */
  end: number;
  /** Physical line on which the next row begins. */
  nextLine: number;
  cells: string[];
  fault: RowFault | null;
}

export interface Tokenizer {
  /** Rows completed by this piece of text. `last` says that no text follows. */
  push(text: string, last: boolean): RawRow[];
}

export interface TokenizerStart {
  /** One character. */
  delimiter: string;
  /** Where the first pushed character stands, when reading resumes in the middle of a file. */
  position?: number;
  line?: number;
}

/** A row of more characters is skipped to its end and reported: memory is bounded, whatever the file holds. */
export const MAX_ROW = 1024 * 1024;
/** How much of a row that is too long is kept, to show it. */
const KEPT_OF_LONG_ROW = 200;

/** Rows end at LF, CR LF or CR, whichever comes, outside quotes. */
export function createTokenizer({ delimiter, position = 0, line = 1 }: TokenizerStart): Tokenizer {
  let rest = '';
  let skipping: { cells: string[]; lines: number } | null = null;

  return {
    push(text, last) {
      const rows: RawRow[] = [];
      const buffer = rest + text;
      const at = readRows(buffer, last, rows);
      rest = buffer.slice(at);
      if (last && skipping) emit(rows, skipping.cells, 0, skipping.lines, 'row-too-long');
      return rows;
    },
  };

  function readRows(buffer: string, last: boolean, rows: RawRow[]): number {
    let at = 0;
    // Each look-ahead is searched once a stretch of text, not once a row.
    let lf = -2;
    let cr = -2;
    let quote = -2;
    while (at < buffer.length) {
      if (lf !== -1 && lf < at) lf = buffer.indexOf('\n', at);
      if (cr !== -1 && cr < at) cr = buffer.indexOf('\r', at);
      if (quote !== -1 && quote < at) quote = buffer.indexOf('"', at);
      const lineEnd = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr;
      const plain = quote === -1 || (lineEnd !== -1 && quote > lineEnd);
      const row = skipping || plain ? lineAt(buffer, at, lineEnd, last) : readQuotedRow(buffer, at, last, delimiter);
      const length = (row === 'incomplete' ? buffer.length : row.after) - at;
      if (skipping && row === 'incomplete') {
        // All of it but a CR whose LF may follow.
        const dropped = buffer.endsWith('\r') ? length - 1 : length;
        position += dropped;
        return at + dropped;
      }
      if (!skipping && length > MAX_ROW) {
        // Exactly so much is dropped, wherever the piece ends: the same file gives the same rows.
        const dropped = buffer.slice(at, at + MAX_ROW);
        skipping = { cells: [dropped.slice(0, KEPT_OF_LONG_ROW)], lines: countLineEnds(dropped) };
        position += MAX_ROW;
        at += MAX_ROW;
        continue;
      }
      if (row === 'incomplete') return at;
      if (skipping) emit(rows, skipping.cells, length, skipping.lines + 1, 'row-too-long');
      else emit(rows, row.cells, length, row.lines, row.fault ?? null);
      skipping = null;
      at = row.after;
    }
    return at;
  }

  function lineAt(buffer: string, at: number, lineEnd: number, last: boolean): QuotedRow | 'incomplete' {
    if (lineEnd === -1 && !last) return 'incomplete';
    const end = lineEnd === -1 ? buffer.length : lineEnd;
    const after = afterLineEnd(buffer, end, last);
    if (after === -1) return 'incomplete';
    return { cells: skipping ? [] : buffer.slice(at, end).split(delimiter), after, lines: 1 };
  }

  function emit(rows: RawRow[], cells: string[], characters: number, lines: number, fault: RowFault | null): void {
    const first = line;
    position += characters;
    line += lines;
    rows.push({ line: first, end: position, nextLine: line, cells, fault });
  }
}
