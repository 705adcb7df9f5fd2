import { z } from 'zod';
import { Problem } from './problem.ts';

/**
 * Refuses query parameters that a route does not know: a filter that is spelled wrongly would otherwise filter nothing,
 * and the answer would look like one. @throws Problem 400 naming each with the parameters there are, from the returned
 * function.
 */
export function knownParametersOf(query: z.ZodType | undefined): (sent: unknown) => void {
  if (query !== undefined && !(query instanceof z.ZodObject)) {
    throw new Error('the query of a route is an object, so that its parameters have names');
  }
  const known = Object.keys(query?.shape ?? {});
  return (sent) => {
    const unknown = Object.keys(Object(sent)).filter((name) => !known.includes(name));
    if (unknown.length === 0) return;
    const which = unknown.length === 1 ? 'One query parameter is' : `${unknown.length} query parameters are`;
    throw new Problem(400, 'unknown-parameter', 'Unknown query parameter', `${which} not known here: see errors.`, {
      errors: unknown.slice(0, MOST_NAMED).map((name) => ({
        field: `query.${name}`.slice(0, 200),
        message: 'There is no such parameter here.',
        remedy: remedyFor(name, known),
      })),
    });
  };
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
