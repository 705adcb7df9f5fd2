import { WEEKDAYS } from '../../domain/time.ts';

/** Quick enough for a demonstration of a few minutes; every rule holds all the same, on the demonstration clock. */
export const demoCampaign = {
  callsPerSecond: 2,
  ringTimeoutMs: 15_000,
  maxCallMs: 120_000,
  callingWindow: { days: WEEKDAYS, start: '08:00', end: '21:00', zone: 'lead' },
  objectives: ['Find a date for the free roof survey'],
} as const;

/** Seconds where a real campaign has hours. */
export const demoRetries = {} as const;
