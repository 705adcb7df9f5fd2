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

/** Only what is there: addresses hold no empty filters. */
export function present<T extends Record<string, unknown>>(search: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(kept) as { [K in keyof T]?: NonNullable<T[K]> };
}
