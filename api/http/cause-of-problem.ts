import { types } from 'node:util';

/** What may be logged of an error: where it arose, and neither its words nor its stack. Undefined: it is no error. */
export function causeOfProblem(error: unknown): Record<string, string | number> | undefined {
  const innermost = innermostOf(error);
  if (!types.isNativeError(innermost)) return undefined;
  const about: Record<string, string | number> = { name: innermost.name };
  for (const [key, value] of Object.entries(innermost)) {
    if (TOLD.has(key) && (typeof value === 'string' || typeof value === 'number')) about[key] = value;
  }
  return about;
}

const TOLD: ReadonlySet<string> = new Set(['code', 'syscall', 'address', 'port']);

/** A connection that tried several addresses throws an AggregateError. */
function innermostOf(error: unknown): unknown {
  if (!types.isNativeError(error)) return error;
  const [first]: unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const inner = first ?? error.cause;
  return types.isNativeError(inner) ? innermostOf(inner) : error;
}
