import type { CampaignMeasurements } from '../activities/interface.ts';

/** A running campaign with 10 due leads and room for all of them, at this moment. */
export function measurements(changes: Partial<CampaignMeasurements> = {}): CampaignMeasurements {
  return {
    at: new Date().toISOString(),
    demonstrationOffsetMs: null,
    status: 'running',
    revision: 0,
    trunk: { status: 'active', pausedReason: null, carrier: 'fake' },
    free: { campaign: 50, trunk: 50, tenant: 50, agents: 50, voice: null },
    callsPerSecond: 5,
    pacing: { rampUp: {}, startedAt: null },
    leads: { waiting: 10, dueNow: 10, inCall: 0, done: 0, blocked: 0 },
    nextDueAt: null,
    waitingForWindow: { leads: 0, zones: 0, opensAt: null, localStart: null },
    recentOutcomes: [],
    ...changes,
  };
}

export const nobodyLeft = { waiting: 0, dueNow: 0, inCall: 0, done: 10, blocked: 0 };
