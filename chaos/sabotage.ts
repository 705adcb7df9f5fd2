import type { Violation } from './judge.ts';

/** Guarantees broken on purpose, and what must be noticed then. */
export const SABOTAGES = {
  /** An unknown outcome is dialled again instead of fenced. */
  'dial-again': 'dialled-twice',
  /** The fence is said to stand and does not. */
  'no-fence': 'denied-dial',
  /** Calls are never finished. */
  'no-finish': 'unfinished-attempt',
  /** Leases allow more than the limit. */
  'no-limit': 'over-the-limit',
} as const satisfies Record<string, Violation['check']>;

export type Sabotage = keyof typeof SABOTAGES;
export const sabotages = Object.keys(SABOTAGES) as Sabotage[];
