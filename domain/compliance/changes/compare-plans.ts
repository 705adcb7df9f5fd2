import type { EpochMs } from '../../time.ts';
import type { RefusalReason } from '../../vocabulary.ts';
import type { Finding, Verdict } from '../verdict.ts';

/** What the rules have in store for a lead: a time, none that is known, or nothing. */
export type Plan =
  | { readonly kind: 'callable'; readonly at: EpochMs }
  | { readonly kind: 'held' | 'blocked'; readonly reason: RefusalReason | null };

/**
 * What a change does to a lead: called later or earlier, held until somebody changes something, not called any more, or
 * callable where it was not.
 */
export const MOVES = ['same', 'later', 'earlier', 'held', 'blocked', 'callable'] as const;
export type Move = (typeof MOVES)[number];

export function planOf({ result, reason, nextCallableAt }: Verdict): Plan {
  if (result === 'blocked') return { kind: 'blocked', reason };
  return nextCallableAt === null ? { kind: 'held', reason } : { kind: 'callable', at: nextCallableAt };
}

export function moveBetween(before: Plan, after: Plan): Move {
  if (after.kind !== 'callable') return after.kind === before.kind ? 'same' : after.kind;
  if (before.kind !== 'callable') return 'callable';
  if (after.at === before.at) return 'same';
  return after.at > before.at ? 'later' : 'earlier';
}

/** The finding that decides a verdict: of those that gave its reason, the one that lasts longest. */
export function decisive({ findings, reason }: Verdict): Finding | undefined {
  const lasts = (finding: Finding) => (finding.result === 'block' ? Infinity : (finding.until ?? Infinity));
  return findings
    .filter((finding) => finding.result !== 'pass' && finding.reason === reason)
    .sort((a, b) => lasts(b) - lasts(a) || (a.rule < b.rule ? -1 : 1))[0];
}
