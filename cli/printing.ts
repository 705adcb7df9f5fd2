import type { Output } from './terminal/live-block.ts';
import { type Column, tableLines } from './terminal/table.ts';

export function printJson(output: Output, value: unknown): void {
  output.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printLines(output: Output, lines: readonly string[]): void {
  output.write(`${lines.join('\n')}\n`);
}

/** A table, or what to say when there is nothing to show. */
export function printTable<T>(output: Output, rows: readonly T[], columns: readonly Column<T>[], none: string): void {
  printLines(output, rows.length === 0 ? [none] : tableLines(rows, columns));
}

/** Names and values in two columns. Empty values are left out. */
export function fieldLines(fields: readonly (readonly [string, string | number | null | undefined])[]): string[] {
  const shown = fields.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}
