import type { ProcessIdentity } from '../processes/process-identity.mjs';

/**
 * Runs the work while this process alone holds the lock file. A lock whose holder is gone is taken over.
 * `onWait` is told once whom we wait for.
 */
export function withLock<T>(file: string, work: () => Promise<T>, onWait?: (pid: number) => void): Promise<T>;

/** Takes the lock when it is free or its holder is gone; a live holder keeps it. */
export function tryLock(file: string): boolean;

/** Who holds the lock; undefined when nobody alive does. */
export function holderOf(file: string): ProcessIdentity | undefined;
