import { fieldOfHeading } from './fields.ts';
import { looksLikePhone } from './phone-cell.ts';
import type { RawRow } from './tokenizer.ts';

/** Title rows, dates and blank lines may stand above the header; nobody writes more of them. */
const SEARCHED_ROWS = 30;

/**
 * Index of the header among the first rows, -1 when the file has none. A header names what is under it: the row with the
 * most known headings and no telephone number in it; else, for headings in a language that is not known here, a first
 * row of words above a column of numbers.
 */
export function findHeader(rows: readonly RawRow[], country: string): number {
  let best = -1;
  let bestScore = 0;
  rows.slice(0, SEARCHED_ROWS).forEach(({ cells }, index) => {
    if (cells.some((cell) => looksLikePhone(cell, country))) return;
    const score = headingScore(cells);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  });
  return bestScore >= 1 ? best : headerOfUnknownWords(rows, country);
}

/** Sure headings count 1, likely ones a half; one likely word in a line of prose is not a header. */
function headingScore(cells: readonly string[]): number {
  let score = 0;
  for (const cell of cells) {
    if (cell.length > 60) continue;
    const confidence = fieldOfHeading(cell)?.confidence ?? 0;
    if (confidence >= 0.95) score += 1;
    else if (confidence > 0) score += 0.5;
  }
  return score;
}

function headerOfUnknownWords(rows: readonly RawRow[], country: string): number {
  const width = commonestWidth(rows);
  const first = rows.findIndex(({ cells }) => cells.length === width);
  if (first === -1 || first >= SEARCHED_ROWS) return -1;
  const header = rows[first]!.cells;
  const below = rows.slice(first + 1);
  if (header.some((cell) => /\d{4}/.test(cell)) || below.length === 0) return -1;
  const namesPhones = header.some((cell, column) => cell.trim() !== '' && phoneShare(below, column, country) >= 0.5);
  return namesPhones ? first : -1;
}

/** The share of filled cells of a column that read as telephone numbers. */
export function phoneShare(rows: readonly RawRow[], column: number, country: string): number {
  const filled = rows.map(({ cells }) => cells[column] ?? '').filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return 0;
  return filled.filter((cell) => looksLikePhone(cell, country)).length / filled.length;
}

function commonestWidth(rows: readonly RawRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0]!;
}
