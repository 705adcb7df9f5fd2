import { z } from 'zod';
import { Problem } from './problem.ts';

/**
 * Refuses query parameters that a route does not know: a filter that is spelled wrongly would otherwise filter nothing,
 * and the answer would look like one. @throws Problem 400, from the returned function.
 */
export function knownParametersOf(query: z.ZodType | undefined): (sent: unknown) => void {
  if (query !== undefined && !(query instanceof z.ZodObject)) {
    throw new Error('the query of a route is an object, so that its parameters have names');
  }
  const known = Object.keys(query?.shape ?? {});
  return (sent) => requireKnown(Object(sent), known, { prefix: 'query.', noun: 'query parameter' });
}

/** @throws Problem 400 naming each name that is not known, with those that are, the nearest first. */
export function requireKnown(
  sent: object,
  known: readonly string[],
  { prefix, noun }: { prefix: string; noun: string },
): void {
  const unknown = Object.keys(sent).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const which = unknown.length === 1 ? `One ${noun} is` : `${unknown.length} ${noun}s are`;
  throw new Problem(400, 'unknown-parameter', `Unknown ${noun}`, `${which} not known here: see errors.`, {
    errors: unknown.slice(0, MOST_NAMED).map((name) => ({
      field: `${prefix}${name}`.slice(0, 200),
      message: `There is no such ${noun} here.`,
      remedy: remedyFor(name, known),
    })),
  });
}

const MOST_NAMED = 20;

function remedyFor(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'Leave it out: this address takes none.';
  const near = known
    .map((one) => ({ one, distance: distance(name.slice(0, 100).toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ one }) => one);
  return `Leave it out, or send one of: ${near.join(', ')}.`;
}

/** How many letters must be put in, left out or exchanged to make one word of another. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const kept = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(kept, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
