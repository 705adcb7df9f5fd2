import type { Places } from '../../places.ts';
import type { ListName } from '../../vocabulary.ts';
import type { CampaignFacts, ConsentFact, HistoryFact, ListFact, PhoneFacts, ScreenFacts } from '../facts.ts';

export const NOON_IN_NEW_YORK = Date.parse('2026-11-20T17:00:00Z');

export function inZones(...zones: string[]): Places {
  return { zones, states: [], country: 'US', countries: ['US'], certain: zones.length === 1, kind: 'geographic' };
}

export function aPhone(change: Partial<PhoneFacts> = {}): PhoneFacts {
  return {
    position: 0,
    places: inZones('America/New_York'),
    numberType: 'unknown',
    lists: [aList('internal')],
    reassigned: { state: 'not-asked', asOf: null },
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
    kind: 'telemarketing',
    automatedVoice: true,
    subject: null,
    debtId: null,
    consents: [],
    history: [],
    observedAt: NOON_IN_NEW_YORK,
    phones: [aPhone()],
    leadAttemptsAt: [],
    campaign: aCampaign(),
    carrierIsReal: true,
    demonstrationClock: false,
    ...change,
  };
}

export function aList(list: ListName, state: ListFact['state'] = 'clear', change: Partial<ListFact> = {}): ListFact {
  return { list, state, since: null, asOf: null, validUntil: null, version: null, ...change };
}

export function aConsent(change: Partial<ConsentFact> = {}): ConsentFact {
  const at = Date.parse('2026-01-05T15:00:00Z');
  return { scope: 'automated-voice', source: 'web-form', at, revokedAt: null, expiresAt: null, ...change };
}

export function anEvent(change: Partial<HistoryFact> = {}): HistoryFact {
  const at = NOON_IN_NEW_YORK - 60 * 60_000;
  return { at, event: 'attempt', outcome: 'no-answer', phone: 0, subject: null, debtId: null, ...change };
}
