const NEXT = /^(.*\bnext at )(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d) UTC(.*)$/s;

/**
 * The engine says in UTC when it dials next, without the day where it is today's: that instant, and the words around it.
 * `at` is when it was said. Null: it says no such thing.
 */
export function nextSaid(details: string, at: string): { before: string; instant: string; after: string } | null {
  const [, before, day = at.slice(0, 10), hour, after] = NEXT.exec(details) ?? [];
  if (before === undefined || hour === undefined || after === undefined) return null;
  return { before, instant: `${day}T${hour}:00.000Z`, after };
}
