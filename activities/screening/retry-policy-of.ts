import { z } from 'zod';
import { DEFAULT_RETRIES } from '../../domain/default-retries.ts';
import type { RetryPolicy, RetryRule } from '../../domain/lead-history.ts';
import { type Disposition, dispositions } from '../../domain/vocabulary.ts';

const rule = z.object({
  maxAttempts: z.number(),
  delaySeconds: z.number(),
  phone: z.enum(['same', 'next']),
  spread: z.enum(['exact', 'jitter', 'day-parts']),
  counts: z.boolean(),
});
const stored = z.object({
  maxAttempts: z.number().int().min(1).default(DEFAULT_RETRIES.maxAttempts),
  rules: z.record(z.string(), rule.partial().nullable()).default({}),
});

/**
 * The campaign's retries as stored: what it leaves out is the default, a rule of `null` makes its disposition final. What
 * cannot be read is the default as a whole.
 */
export function retryPolicyOf(column: Record<string, unknown>): RetryPolicy {
  const read = stored.safeParse(column);
  if (!read.success) return DEFAULT_RETRIES;
  const rules: Partial<Record<Disposition, RetryRule>> = { ...DEFAULT_RETRIES.rules };
  for (const disposition of dispositions) {
    const change = read.data.rules[disposition];
    if (change === null) delete rules[disposition];
    else if (change) rules[disposition] = { ...(rules[disposition] ?? ONCE), ...present(change) };
  }
  return { maxAttempts: read.data.maxAttempts, rules };
}

const ONCE: RetryRule = { maxAttempts: 1, delaySeconds: 3600, phone: 'same', spread: 'jitter', counts: true };

/** Drops what is undefined: it must not override a default. */
function present(change: { [K in keyof RetryRule]?: RetryRule[K] | undefined }): Partial<RetryRule> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
