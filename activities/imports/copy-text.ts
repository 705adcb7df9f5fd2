/** Lines of COPY's text format (PostgreSQL manual, "COPY: Text Format"). */

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

export type CopyValue = string | number | boolean | Buffer | null;

/** One row with its line end. Buffers become bytea. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += '\t';
    line += field(values[i] ?? null);
  }
  return `${line}\n`;
}

function field(value: CopyValue): string | number {
  if (value === null) return '\\N';
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value !== 'string') return `\\\\x${value.toString('hex')}`;
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found) : value;
}
