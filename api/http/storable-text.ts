import type { ProblemField } from '../contract/problem.ts';

/**
 * Text that Postgres cannot keep: NUL anywhere, and halves of surrogate pairs in JSON. Named per field before anything
 * reaches the database. Nesting is bounded because JSON of any depth parses.
 */
export function unstorableText(value: unknown, prefix = ''): ProblemField[] {
  const found: ProblemField[] = [];
  walk(value, prefix, 0, found);
  return found;
}

const MOST_LEVELS = 20;

function walk(value: unknown, path: string, depth: number, found: ProblemField[]): void {
  if (found.length >= 20) return;
  if (typeof value === 'string') {
    if (isStorable(value)) return;
    found.push({
      field: path || '(body)',
      message: 'It holds a character that cannot be stored (NUL, or half of a surrogate pair).',
      remedy: 'Send plain Unicode text.',
    });
    return;
  }
  if (value === null || typeof value !== 'object') return;
  if (depth >= MOST_LEVELS) {
    found.push({
      field: path || '(body)',
      message: 'It is nested too deeply.',
      remedy: `Send at most ${MOST_LEVELS} levels.`,
    });
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (!isStorable(key)) walk(key, path, depth + 1, found);
    walk(inner, name.slice(0, 200), depth + 1, found);
  }
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
