// Not `instanceof Error`: under jest, errors thrown by Node itself belong to another realm.

/** The code that Node gives its system errors: ENOENT, ECONNREFUSED and so on. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
