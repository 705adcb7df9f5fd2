import type { Query, QueryCache } from '@tanstack/react-query';
import { isRefused, isUnreachable } from '../http/problem.ts';

declare module '@tanstack/react-query' {
  interface Register {
    /** What a read adds to a screen that stands without it, such as “the campaigns to choose among”. */
    queryMeta: { part?: string };
  }
}

/** A read that failed, and why it did the last time that it was answered. */
export interface Trouble {
  readonly query: Query;
  readonly error: unknown;
}

/**
 * What could not be read, of what is on screen. It stays in trouble while it is asked again: a notice that went and came with
 * each try would be read out each time. The same array as long as nothing changes.
 */
export function troublesIn(cache: QueryCache): () => readonly Trouble[] {
  let known: readonly Trouble[] = [];
  return () => {
    const now = cache.getAll().flatMap((query) => troubleOf(query, known) ?? []);
    if (now.length !== known.length || now.some((one, at) => one !== known[at])) known = now;
    return known;
  };
}

function troubleOf(query: Query, known: readonly Trouble[]): Trouble | null {
  if (!query.isActive()) return null;
  const before = known.find((one) => one.query === query);
  const { status, error } = query.state;
  if (status === 'pending') return before ?? null;
  if (status !== 'error' || !isTold(query)) return null;
  return before?.error === error ? before : { query, error };
}

/**
 * What the role may not see is left out without a word; that nothing is heard at all is the banner’s to say; a list says
 * itself that it could not be read further.
 */
function isTold({ state, meta }: Query): boolean {
  if (state.data !== undefined) return !isUnreachable(state.error) && !state.fetchMeta?.fetchMore;
  return meta?.part !== undefined && !isRefused(state.error);
}
