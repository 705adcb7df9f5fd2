import { DEFAULT_RETRIES, hurried } from '../../domain/default-retries.ts';
import type { RetryPolicy, RetryRule } from '../../domain/retry-policy.ts';
import { WEEKDAYS } from '../../domain/time.ts';
import { type Disposition, dispositions } from '../../domain/vocabulary.ts';

/** Quick enough for a demonstration of a few minutes; every rule holds all the same, on the demonstration clock. */
export const demoCampaign = {
  callsPerSecond: 1,
  ringTimeoutMs: 15_000,
  maxCallMs: 120_000,
  callingWindow: { days: WEEKDAYS, start: '08:00', end: '21:00', zone: 'lead' },
  objectives: ['Find a date for the free roof survey'],
} as const;

const RETRY_SECONDS = 10;
/** Calling again within seconds whoever hung up or said no would show the opposite of good manners. */
const ONCE: readonly Disposition[] = ['declined', 'callee-hung-up', 'silent'];

/** The usual retries with seconds where they have hours. Whoever was reached or not is tried twice at most. */
export const demoRetries: RetryPolicy = hurried({ maxAttempts: 2, rules: rulesOfTheDemonstration() }, RETRY_SECONDS);

function rulesOfTheDemonstration(): RetryPolicy['rules'] {
  const rules = dispositions.flatMap((name) => {
    const rule = DEFAULT_RETRIES.rules[name];
    return rule ? [[name, { ...rule, maxAttempts: triesOf(name, rule) }] as const] : [];
  });
  return Object.fromEntries(rules);
}

function triesOf(name: Disposition, rule: RetryRule): number {
  if (ONCE.includes(name)) return 1;
  // A busy machine may need more tries to have an agent ready; a carrier that fails has failed after two.
  return name === 'no-agent' ? rule.maxAttempts : 2;
}
