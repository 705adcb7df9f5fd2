import { problemOf } from './problem.ts';

/** Reads are repeated when the server was away or busy, never when it refused. */
export function mayRetry(failures: number, error: unknown): boolean {
  const { status } = problemOf(error);
  return failures < 3 && (status === 0 || status === 429 || status >= 500);
}
