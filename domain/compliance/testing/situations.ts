import fc from 'fast-check';
import { placesOf } from '../../../numbering/places.ts';
import type { E164 } from '../../ids.ts';
import { DAY_MS, HOUR_MS } from '../../time.ts';
import { CONSENT_SCOPES, CONTACT_KINDS, HISTORY_EVENTS, type ListName, NUMBER_TYPES } from '../../vocabulary.ts';
import type { ConsentFact, HistoryFact, ListFact, PhoneFacts, ScreenFacts } from '../facts.ts';
import { aCampaign, aLead, aList, aPhone } from './facts.ts';
import { REGISTRIES } from './compiled.ts';

/** Around changes of the clocks and the turn of the year, and anywhere else. */
const moments = fc.oneof(
  fc.integer({ min: Date.parse('2026-03-07T00:00Z'), max: Date.parse('2026-03-09T12:00Z') }),
  fc.integer({ min: Date.parse('2026-10-31T00:00Z'), max: Date.parse('2026-11-02T12:00Z') }),
  fc.integer({ min: Date.parse('2025-12-23T00:00Z'), max: Date.parse('2026-01-03T00:00Z') }),
  fc.integer({ min: Date.parse('2026-01-01T00:00Z'), max: Date.parse('2027-06-01T00:00Z') }),
);

/** A number of every state and country with law of its own, divided ones, and some that nobody may call. */
const NUMBERS = (
  '212 305 850 405 410 503 541 206 401 214 915 504 205 334 601 215 207 605 502 203 702 617 307 313 612 505 801 213 312 402 ' +
  '602 928 808 907 787 416 902 306 867 809 800 900'
)
  .split(' ')
  .map((area) => `+1${area}5550101`);
const ABROAD = ['+442079460101', '+493012345678', '+33123456789', '+351211234567', '+61255501234', '+81312345678'];
const ADDRESSES = [
  {},
  {},
  {},
  { state: 'FL' },
  { state: 'WA', postalCode: '98101' },
  { state: 'RI' },
  { country: 'DE' },
];

const places = fc
  .tuple(fc.constantFrom(...NUMBERS, ...ABROAD), fc.constantFrom(...ADDRESSES))
  .map(([number, address]) => placesOf(number as E164, address));

const listOf = (list: ListName, now: number) =>
  fc
    .tuple(
      fc.oneof(
        { weight: 30, arbitrary: fc.constant('clear' as const) },
        { weight: 1, arbitrary: fc.constantFrom('listed', 'unreadable', 'not-held' as const) },
      ),
      fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 0, max: 20 }) },
        { weight: 1, arbitrary: fc.integer({ min: 20, max: 40 }) },
      ),
    )
    .map(([state, days]): ListFact => {
      if (list === 'internal') return aList(list, state === 'not-held' ? 'clear' : state);
      return aList(list, state, { asOf: now - days * DAY_MS, validUntil: now + (31 - days) * DAY_MS, version: 'v' });
    });

const phoneOf = (position: number, now: number) =>
  fc
    .record({
      places,
      numberType: fc.constantFrom(...NUMBER_TYPES),
      lists: fc.tuple(
        ...(['internal', ...REGISTRIES] as const).map((list) => listOf(list, now)),
        listOf('us-state:US-FL', now),
      ),
      ago: fc.array(fc.integer({ min: 0, max: 30 * HOUR_MS }), { maxLength: 3 }),
      inAnotherCall: fc.boolean(),
      reassigned: fc.constantFrom(...(['not-asked', 'not-asked', 'no', 'unknown', 'yes'] as const)),
    })
    .map(
      ({ ago, reassigned, ...rest }): PhoneFacts =>
        aPhone({
          ...rest,
          position,
          reassigned: { state: reassigned, asOf: now },
          attemptsAt: ago.map((ms) => now - ms),
        }),
    );

const consentOf = (now: number) =>
  fc
    .record({
      scope: fc.constantFrom(...CONSENT_SCOPES),
      source: fc.constantFrom('web-form', 'web-form', 'web-form', 'oral', 'direct', 'business-relationship'),
      ago: fc.integer({ min: -2, max: 300 }),
      revoked: fc.option(fc.integer({ min: -10, max: 10 }), { nil: null, freq: 8 }),
      expires: fc.option(fc.integer({ min: -10, max: 40 }), { nil: null, freq: 4 }),
    })
    .map(
      ({ scope, source, ago, revoked, expires }): ConsentFact => ({
        scope,
        source,
        at: now - ago * DAY_MS,
        revokedAt: revoked === null ? null : now + revoked * DAY_MS,
        expiresAt: expires === null ? null : now + expires * DAY_MS,
      }),
    );

const pastOf = (now: number) =>
  fc
    .record({
      ago: fc.oneof(
        fc.integer({ min: 0, max: 24 * HOUR_MS }),
        fc.integer({ min: 0, max: 8 * DAY_MS }),
        fc.integer({ min: 0, max: 400 * DAY_MS }),
      ),
      event: fc.constantFrom(...HISTORY_EVENTS, 'attempt', 'attempt', 'attempt'),
      outcome: fc.constantFrom(null, 'no-answer', 'busy', 'completed', 'no-agent'),
      phone: fc.constantFrom(0, 0, 1, null),
      subject: fc.constantFrom(null, 'solar', 'windows'),
      debtId: fc.constantFrom(null, 'd1', 'd2'),
    })
    .map(({ ago, event, ...rest }): HistoryFact => ({ ...rest, event, at: now - ago }));

/** Leads as they come, at any moment, for any kind of call. */
export const lawfulSituations = moments.chain((now) =>
  fc
    .record({
      phones: fc
        .integer({ min: 1, max: 3 })
        .chain((count) => fc.tuple(...Array.from({ length: count }, (_, position) => phoneOf(position, now)))),
      kind: fc.constantFrom(...CONTACT_KINDS),
      automatedVoice: fc.boolean(),
      consents: fc.array(consentOf(now), { maxLength: 5 }),
      history: fc.array(pastOf(now), { maxLength: 9 }),
      subject: fc.constantFrom(null, 'solar'),
      debtId: fc.constantFrom(null, 'd1'),
      dialing: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ phones, dialing, ...rest }) => {
      const facts: ScreenFacts = aLead({
        ...rest,
        observedAt: now,
        phones,
        campaign: aCampaign(),
        ...(dialing < phones.length ? { dialing } : {}),
      });
      return { now, facts };
    }),
);

/** What may change by itself has changed by then: lists are readable, other calls are over. */
export function cleared(facts: ScreenFacts, observedAt: number): ScreenFacts {
  const phones = facts.phones.map((phone) => ({
    ...phone,
    inAnotherCall: false,
    lists: phone.lists.map((fact) => (fact.state === 'unreadable' ? readable(fact, observedAt) : fact)),
  }));
  return { ...facts, observedAt, phones };
}

function readable(fact: ListFact, now: number): ListFact {
  return fact.asOf === null ? aList(fact.list) : { ...fact, state: 'clear', asOf: now, validUntil: now + DAY_MS };
}
