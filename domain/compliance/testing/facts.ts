import type { Places } from '../../places.ts';
import type { CampaignFacts, PhoneFacts, ScreenFacts } from '../facts.ts';

export const NOON_IN_NEW_YORK = Date.parse('2026-11-20T17:00:00Z');

export function inZones(...zones: string[]): Places {
  return { zones, states: [], country: 'US', countries: ['US'], certain: zones.length === 1, kind: 'geographic' };
}

export function aPhone(change: Partial<PhoneFacts> = {}): PhoneFacts {
  return {
    position: 0,
    places: inZones('America/New_York'),
    suppression: { kind: 'clear' },
    attemptsAt: [],
    inAnotherCall: false,
    ...change,
  };
}

export function aCampaign(change: Partial<CampaignFacts> = {}): CampaignFacts {
  return { status: 'running', window: null, attemptsPerNumberPerDay: 3, attemptsPerLeadPerDay: 5, ...change };
}

export function aLead(change: Partial<ScreenFacts> = {}): ScreenFacts {
  return {
    phase: 'claim',
    observedAt: NOON_IN_NEW_YORK,
    phones: [aPhone()],
    leadAttemptsAt: [],
    campaign: aCampaign(),
    carrierIsReal: true,
    demonstrationClock: false,
    ...change,
  };
}
