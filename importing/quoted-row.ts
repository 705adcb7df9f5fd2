import { afterLineEnd, countLineEnds, isLineEnd } from './line-ends.ts';

/** A quoted cell longer than this was never meant to be one: its opening quote is taken for a stray one. */
export const MAX_QUOTED_CELL = 64 * 1024;

const QUOTE = 34;
const BLANK = 32;

export interface QuotedRow {
  cells: string[];
  /** Where the next row begins. */
  after: number;
  lines: number;
  fault?: 'unclosed-quote';
}

/**
 * Reads the row at `start`, which has quotes in it. What it decides depends on the row's own text alone, never on where a
 * piece of the stream happened to end, so that reading again from any row gives the same rows.
 */
export function readQuotedRow(text: string, start: number, last: boolean, delimiter: string): QuotedRow | 'incomplete' {
  const cells: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    const open = openingQuote(text, at);
    const close = open === -1 ? at - 1 : closingQuote(text, open + 1);
    if (open !== -1) {
      const undecided = close === -1 || (close + 1 === text.length && !last);
      if (undecided && !last && text.length - open <= MAX_QUOTED_CELL + 2) return 'incomplete';
      if (undecided && (close === -1 || !last)) return firstLine(text, start, last, delimiter);
      if (close - open > MAX_QUOTED_CELL) return firstLine(text, start, last, delimiter);
    }
    const stop = cellStop(text, close + 1, delimiter);
    if (stop === text.length && !last) return 'incomplete';
    if (open === -1) {
      cells.push(text.slice(at, stop));
    } else {
      const newlines = countLineEnds(text.slice(open, close));
      const stray = text.slice(close + 1, stop).trim() !== '';
      // Text after the closing quote and a line end before it: that quote opened a cell of a later line.
      if (stray && newlines > 0) return firstLine(text, start, last, delimiter);
      cells.push(stray ? withStrayQuotes(text.slice(open, stop)) : text.slice(open + 1, close).replaceAll('""', '"'));
      lines += newlines;
    }
    if (text[stop] !== delimiter) {
      const after = afterLineEnd(text, stop, last);
      return after === -1 ? 'incomplete' : { cells, after, lines };
    }
    at = stop + 1;
  }
}

/** The row's first line read without quoting, for a quote that is never closed. */
function firstLine(text: string, start: number, last: boolean, delimiter: string): QuotedRow | 'incomplete' {
  let end = start;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  const after = end === text.length && !last ? -1 : afterLineEnd(text, end, last);
  if (after === -1) return 'incomplete';
  return { cells: text.slice(start, end).split(delimiter), after, lines: 1, fault: 'unclosed-quote' };
}

/** The quote that opens the cell at `at`, blanks before it allowed; -1 when the cell is not quoted. */
function openingQuote(text: string, at: number): number {
  let i = at;
  while (text.charCodeAt(i) === BLANK) i++;
  return text.charCodeAt(i) === QUOTE ? i : -1;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
  }
  return -1;
}

function cellStop(text: string, from: number, delimiter: string): number {
  const delimiterCode = delimiter.charCodeAt(0);
  let i = from;
  while (i < text.length && text.charCodeAt(i) !== delimiterCode && !isLineEnd(text.charCodeAt(i))) i++;
  return i;
}

/** `"Ann "Andy" Lee"` is meant as `Ann "Andy" Lee`. */
function withStrayQuotes(raw: string): string {
  const text = raw.trimEnd();
  return text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
}
