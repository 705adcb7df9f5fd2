import { types } from 'node:util';
import pg from 'pg';

/** Errors of the connection itself, by identity: their codes are those of every other connection of the process. */
const lost = new WeakSet<object>();

/** Notes an error of a connection to Postgres; what the server answered, or a value that cannot be sent, is none. */
export function noteLost(error: unknown): void {
  if (types.isNativeError(error) && !(error instanceof pg.DatabaseError) && error.name !== 'TypeError') lost.add(error);
}

/** Whether Postgres was not reached, or not any more. Wrapped errors count. */
export function isLostConnection(error: unknown): boolean {
  return types.isNativeError(error) && (lost.has(error) || isLostConnection(error.cause));
}
