import { fieldOfHeading } from './fields.ts';
import { createTokenizer, type RawRow } from './tokenizer.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = string;

export interface Dialect {
  delimiter: Delimiter;
  /** Excel's `sep=;` first line: it says the delimiter and is no row. */
  hasSepLine: boolean;
}

const SAMPLE_ROWS = 200;

/** Tells the delimiter from the beginning of the text: the one that cuts most rows into the same number of cells. */
export function detectDialect(sample: string, wholeFile: boolean): Dialect {
  const declared = /^sep=(.)(?:\r\n|\r|\n|$)/i.exec(sample)?.[1];
  if (declared !== undefined) return { delimiter: declared, hasSepLine: true };
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    if (!sample.includes(delimiter)) continue;
    const rows = createTokenizer({ delimiter }).push(sample, wholeFile).slice(0, SAMPLE_ROWS);
    const score = evenness(rows) + headings(rows);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return { delimiter: best, hasSepLine: false };
}

/** The share of rows that have the commonest number of cells, more cells weighing a little more; 0 for one cell. */
function evenness(rows: readonly RawRow[]): number {
  const counts = new Map<number, number>();
  let filled = 0;
  for (const { cells } of rows) {
    if (cells.length === 1 && cells[0]!.trim() === '') continue;
    filled++;
    if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  let score = 0;
  for (const [width, count] of counts) score = Math.max(score, (count / filled) * (1 + Math.log2(width) / 10));
  return score;
}

/** Headings that are recognised once the row is cut this way weigh more than any evenness. */
function headings(rows: readonly RawRow[]): number {
  let most = 0;
  for (const { cells } of rows.slice(0, 30)) {
    if (cells.length < 2) continue;
    const known = cells.filter((cell) => (fieldOfHeading(cell)?.confidence ?? 0) >= 0.95).length;
    most = Math.max(most, known);
  }
  return most >= 2 ? most / 2 : 0;
}
