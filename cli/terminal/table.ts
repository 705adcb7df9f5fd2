import { stripVTControlCharacters } from 'node:util';

export interface Column<T> {
  readonly title: string;
  readonly value: (row: T) => string | number | null | undefined;
  /** Numbers read better to the right. */
  readonly align?: 'left' | 'right';
  /** Longer texts are cut and end with an ellipsis. */
  readonly width?: number;
}

/** Lines of a table with a head. Columns are as wide as their longest cell. */
export function tableLines<T>(rows: readonly T[], columns: readonly Column<T>[]): string[] {
  const cells = rows.map((row) => columns.map((column) => fit(plain(column.value(row)), column.width)));
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((line) => lengthOf(line[index] ?? ''))),
  );
  const draw = (line: readonly string[]) =>
    line
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [
    draw(columns.map((column) => column.title)),
    draw(widths.map((width) => '─'.repeat(width))),
    ...cells.map(draw),
  ];
}

/** Characters that take a place on the screen. */
export function lengthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** Names and cells come from files and callers: nothing in them may move the cursor. */
export function plain(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(value) : value.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
}

function fit(text: string, width: number | undefined): string {
  if (width === undefined || lengthOf(text) <= width) return text;
  return `${[...text].slice(0, width - 1).join('')}…`;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return align === 'right' ? `${space}${text}` : `${text}${space}`;
}
