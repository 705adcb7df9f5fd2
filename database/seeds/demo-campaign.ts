import { DEFAULT_RETRIES, hurried } from '../../domain/default-retries.ts';
import type { RetryPolicy } from '../../domain/lead-history.ts';
import { WEEKDAYS } from '../../domain/time.ts';
import { CONSENT_SCOPES, type Disposition, dispositions } from '../../domain/vocabulary.ts';

/** Quick enough for a demonstration of a few minutes; every rule holds all the same, on the demonstration clock. */
export const demoCampaign = {
  callsPerSecond: 1,
  ringTimeoutMs: 15_000,
  maxCallMs: 120_000,
  callingWindow: { days: WEEKDAYS, start: '08:00', end: '21:00', zone: 'lead' },
  objectives: ['Find a date for the free roof survey'],
} as const;

/** What a real list would have to show: invented, like the people, and it says so. */
export const demoConsent = {
  scopes: CONSENT_SCOPES,
  source: 'demonstration',
  sourceDetail: 'Nobody gave this consent: the people of the demonstration are invented.',
  textShown: 'I agree that Harbour Lane Solar calls me, also with an automated voice, about offers.',
  givenAt: '2026-06-01T12:00:00.000Z',
} as const;

const RETRY_SECONDS = 10;
/** Calling again within seconds whoever hung up or said no would show the opposite of good manners. */
const ONCE: readonly Disposition[] = ['declined', 'callee-hung-up', 'silent'];

/** The usual retries, each tried twice at most, with seconds where they have hours. */
export const demoRetries: RetryPolicy = hurried({ maxAttempts: 2, rules: atMostTwice() }, RETRY_SECONDS);

function atMostTwice(): RetryPolicy['rules'] {
  const rules = dispositions.flatMap((name) => {
    const rule = DEFAULT_RETRIES.rules[name];
    return rule ? [[name, { ...rule, maxAttempts: ONCE.includes(name) ? 1 : 2 }] as const] : [];
  });
  return Object.fromEntries(rules);
}
