/**
 * What a screen keeps in its address. Every filter, tab and open row can be linked; unknown values are left out rather
 * than refused, so that an old link still opens.
 */
type Raw = Record<string, unknown>;

/** Some text, or nothing. */
export function textIn(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One of the words, or nothing. */
export function wordIn<T extends string>(raw: Raw, name: string, words: readonly T[]): T | undefined {
  return words.find((word) => word === raw[name]);
}

/**
 * What is there; the rest is named as not there, or the router would hand on what the address said. Addresses hold no empty
 * filters.
 */
export function present<T extends Record<string, unknown>>(search: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const known = Object.entries(search).map(([name, value]) => [
    name,
    value === null || value === '' ? undefined : value,
  ]);
  return Object.fromEntries(known) as { [K in keyof T]?: NonNullable<T[K]> };
}
