import type { RetryPolicy } from './lead-history.ts';
import { type Disposition, dispositions } from './vocabulary.ts';

/** What bounds how often anybody is called, and how long what proves it is kept. */
export type Limits = {
  readonly attemptsPerNumberPerDay: number;
  readonly attemptsPerLeadPerDay: number;
  readonly retentionDays: number;
};

/** Which limits would protect less than they do: caps that are raised, a retention that is shorter. */
export function laxerLimits(before: Limits, after: Partial<Limits>): (keyof Limits)[] {
  const { attemptsPerNumberPerDay, attemptsPerLeadPerDay, retentionDays } = { ...before, ...after };
  return [
    ...(attemptsPerNumberPerDay > before.attemptsPerNumberPerDay ? (['attemptsPerNumberPerDay'] as const) : []),
    ...(attemptsPerLeadPerDay > before.attemptsPerLeadPerDay ? (['attemptsPerLeadPerDay'] as const) : []),
    ...(retentionDays < before.retentionDays ? (['retentionDays'] as const) : []),
  ];
}

/** Could a lead be called more often? A disposition without a rule is final, as one attempt is. Delays are no caps. */
export function triesMore(before: RetryPolicy, after: RetryPolicy): boolean {
  const cap = (policy: RetryPolicy, disposition: Disposition) => policy.rules[disposition]?.maxAttempts ?? 1;
  const isFree = (policy: RetryPolicy, disposition: Disposition) => policy.rules[disposition]?.counts === false;
  return (
    after.maxAttempts > before.maxAttempts ||
    dispositions.some(
      (disposition) =>
        cap(after, disposition) > cap(before, disposition) ||
        (cap(after, disposition) > 1 && isFree(after, disposition) && !isFree(before, disposition)),
    )
  );
}
