import { placesOf } from '../../../numbering/places.ts';
import type { E164 } from '../../ids.ts';
import type { Address, Places } from '../../places.ts';
import { DAY_MS, type EpochMs } from '../../time.ts';
import type { ListName } from '../../vocabulary.ts';
import { compileRules, type RuleProfile } from '../compile-rules.ts';
import type { ListFact, PhoneFacts, ScreenFacts } from '../facts.ts';
import type { Provision } from '../provision.ts';
import { aCampaign, aConsent, aLead, aList, aPhone } from './facts.ts';

export const EVERY_PACK: RuleProfile = { packs: null, amendments: [], overrides: [], holidays: [] };
export const EVERY_RULE = compileRules(EVERY_PACK);

export const REGISTRIES = ['us-federal', 'uk-tps', 'uk-ctps', 'ca-national'] as const;

/** Every registry was asked a day before and has nothing. */
export function clearLists(now: EpochMs, change: Partial<Record<ListName, Partial<ListFact>>> = {}): ListFact[] {
  const current = { asOf: now - DAY_MS, validUntil: now + 27 * DAY_MS, version: 'v1' };
  const names: ListName[] = ['internal', ...REGISTRIES];
  const all = [...new Set([...names, ...(Object.keys(change) as ListName[])])];
  return all.map((list) => aList(list, 'clear', { ...(list === 'internal' ? {} : current), ...change[list] }));
}

export function phoneAt(
  number: string,
  now: EpochMs,
  change: Partial<PhoneFacts> = {},
  address: Address = {},
): PhoneFacts {
  return aPhone({ places: placesOf(number as E164, address), lists: clearLists(now), ...change });
}

export function inState(state: string, ...zones: string[]): Places {
  const [country = 'US'] = state.split('-');
  const states = state === country ? [] : [state];
  return { zones, states, country, countries: [country], certain: zones.length === 1, kind: 'geographic' };
}

/** A person who agreed to everything, called by a person. */
export function aWillingLead(now: EpochMs, change: Partial<ScreenFacts> = {}): ScreenFacts {
  const scopes = ['informational', 'telemarketing', 'automated-voice'] as const;
  return aLead({
    observedAt: now,
    automatedVoice: false,
    consents: scopes.map((scope) => aConsent({ scope, at: now - 30 * DAY_MS })),
    campaign: aCampaign({ attemptsPerNumberPerDay: 100, attemptsPerLeadPerDay: 100 }),
    ...change,
  });
}

export function aProvision(change: Partial<Provision>): Provision {
  return {
    id: 'tenant.own',
    jurisdiction: 'tenant',
    title: 'A choice of the tenant',
    citation: 'the tenant',
    confidence: 'primary',
    from: null,
    until: null,
    where: {},
    appliesTo: {},
    requires: { what: 'ban' },
    ...change,
  };
}
