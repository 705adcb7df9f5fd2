import type { RetryPolicy, RetryRule } from './lead-history.ts';
import type { Disposition } from './vocabulary.ts';

const MINUTES = 60;
const HOURS = 60 * MINUTES;

/** The carrier failed: nobody's phone rang, so nothing is used up. */
const notTheLeadsFault = (delaySeconds: number, maxAttempts: number): RetryRule => ({
  maxAttempts,
  delaySeconds,
  phone: 'same',
  spread: 'jitter',
  counts: false,
});

/** What a campaign does unless it says otherwise. */
export const DEFAULT_RETRIES: RetryPolicy = {
  maxAttempts: 5,
  rules: {
    busy: { maxAttempts: 4, delaySeconds: 15 * MINUTES, phone: 'same', spread: 'jitter', counts: true },
    'no-answer': { maxAttempts: 4, delaySeconds: 3 * HOURS, phone: 'next', spread: 'day-parts', counts: true },
    voicemail: { maxAttempts: 3, delaySeconds: 4 * HOURS, phone: 'next', spread: 'day-parts', counts: true },
    declined: { maxAttempts: 2, delaySeconds: 24 * HOURS, phone: 'same', spread: 'day-parts', counts: true },
    redirected: { maxAttempts: 2, delaySeconds: 4 * HOURS, phone: 'next', spread: 'jitter', counts: true },
    'callee-hung-up': { maxAttempts: 2, delaySeconds: 24 * HOURS, phone: 'same', spread: 'day-parts', counts: true },
    silent: { maxAttempts: 2, delaySeconds: 4 * HOURS, phone: 'same', spread: 'day-parts', counts: true },
    // The time asked for could not be read: once more, later the same day.
    'callback-requested': { maxAttempts: 2, delaySeconds: 2 * HOURS, phone: 'same', spread: 'jitter', counts: true },
    // Somebody answered and our side failed. Once more, but not at once.
    'agent-failed': { maxAttempts: 2, delaySeconds: 1 * HOURS, phone: 'same', spread: 'jitter', counts: true },
    // It may have rung: as long as after a call that was not answered.
    unknown: { maxAttempts: 2, delaySeconds: 4 * HOURS, phone: 'same', spread: 'jitter', counts: true },
    'rate-limited': notTheLeadsFault(1 * MINUTES, 20),
    'carrier-error': notTheLeadsFault(5 * MINUTES, 6),
    'carrier-unreachable': notTheLeadsFault(5 * MINUTES, 6),
    'trunk-rejected': notTheLeadsFault(15 * MINUTES, 6),
    misconfigured: notTheLeadsFault(15 * MINUTES, 3),
  },
};

/** The same policy with delays of seconds, for demonstrations and tests: a day's retries in a few minutes. */
export function hurried(policy: RetryPolicy, delaySeconds = 8): RetryPolicy {
  const entries = Object.entries(policy.rules) as [Disposition, RetryRule][];
  const rules = entries.map(([disposition, rule]) => [
    disposition,
    { ...rule, delaySeconds, spread: 'exact' } as const,
  ]);
  return { ...policy, rules: Object.fromEntries(rules) };
}
