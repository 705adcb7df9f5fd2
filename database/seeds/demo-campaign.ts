import type { RetryPolicy, RetryRule } from '../../domain/retry-policy.ts';
import { WEEKDAYS } from '../../domain/time.ts';

/** Quick enough for a demonstration of a few minutes; every rule holds all the same, on the demonstration clock. */
export const demoCampaign = {
  callsPerSecond: 2,
  ringTimeoutMs: 15_000,
  maxCallMs: 120_000,
  callingWindow: { days: WEEKDAYS, start: '08:00', end: '21:00', zone: 'lead' },
  objectives: ['Find a date for the free roof survey'],
} as const;

const again = (maxAttempts: number, delaySeconds: number): RetryRule => ({
  maxAttempts,
  delaySeconds,
  phone: 'next',
  spread: 'exact',
  counts: true,
});
/** Nothing rang, or nobody knows: these do not use up a lead's attempts. */
const uncounted = (maxAttempts: number, delaySeconds: number): RetryRule => ({
  ...again(maxAttempts, delaySeconds),
  phone: 'same',
  counts: false,
});

/** Seconds where a real campaign has hours. */
export const demoRetries: RetryPolicy = {
  maxAttempts: 2,
  rules: {
    busy: again(2, 15),
    'no-answer': again(2, 20),
    voicemail: again(1, 0),
    silent: again(1, 0),
    'callee-hung-up': again(1, 0),
    declined: again(1, 0),
    'agent-failed': again(2, 10),
    'rate-limited': uncounted(5, 5),
    'carrier-error': again(2, 10),
    'carrier-unreachable': uncounted(5, 10),
    'no-agent': uncounted(5, 5),
    unknown: again(2, 15),
  },
};
