import { invalid } from './problem.ts';

/**
 * Keyset pages: a cursor holds the sort values of the last row, so that rows that come or go meanwhile neither repeat
 * nor hide others. Opaque to clients.
 */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws Problem 422 for anything that was not a `nextCursor` of the same list. */
export function decodeCursor<const K extends readonly ('uuid' | 'text' | 'number')[]>(
  cursor: string | undefined,
  kinds: K,
): { [I in keyof K]: K[I] extends 'number' ? number : string } | null;
export function decodeCursor(
  cursor: string | undefined,
  kinds: readonly ('uuid' | 'text' | 'number')[],
): (string | number)[] | null {
  if (cursor === undefined) return null;
  const values = parseArray(cursor);
  if (values === null || values.length !== kinds.length) throw badCursor();
  return values.map((value, index) => {
    const kind = kinds[index];
    if (kind === 'number' && typeof value === 'number' && Number.isFinite(value)) return value;
    if (kind === 'text' && typeof value === 'string' && !value.includes('\u0000')) return value;
    if (kind === 'uuid' && typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
      return value;
    throw badCursor();
  });
}

/** Cuts the one row too many that was asked for to learn whether there is a next page. */
export function pageFrom<R, T>(
  rows: readonly R[],
  limit: number,
  present: (row: R) => T,
  keyOf: (row: R) => readonly (string | number)[],
): { items: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null;
  return { items: shown.map(present), nextCursor };
}

function parseArray(cursor: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function badCursor() {
  return invalid([
    {
      field: 'query.cursor',
      message: 'It is not a cursor of this list.',
      remedy: 'Send the nextCursor of the page before, or leave it out for the first page.',
    },
  ]);
}
