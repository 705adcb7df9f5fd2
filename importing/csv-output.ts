/** Writing CSV that a spreadsheet opens without executing anything. */

/** What a spreadsheet takes for a formula when a cell begins with it (OWASP, "CSV injection"). */
const FORMULA_START = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** A telephone or other plain number may begin with + or -. */
const PLAIN_NUMBER = /^[+-]\d+([.,]\d+)*$/;

/**
 * One cell for CSV output: quoted where needed, and with an apostrophe before what a spreadsheet would run as a formula
 * (`=HYPERLINK(...)`, `@SUM(...)`, `-2+3`).
 */
export function escapeCell(value: string): string {
  const text = FORMULA_START.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of CSV with its line end (CR LF, RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(escapeCell).join(',')}\r\n`;
}

/** A byte order mark: without it Excel reads UTF-8 as its local code page. */
export const UTF8_MARK = '\ufeff';
