import type { ScreenFacts } from '../../domain/compliance/facts.ts';
import type { E164 } from '../../domain/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../domain/time.ts';
import { placesOf } from '../../numbering/places.ts';
import { NANP_AREAS } from '../../numbering/data/nanp-areas.ts';
import type { Address } from '../../domain/places.ts';

const AREAS = NANP_AREAS.filter(({ country }) => country === 'US').flatMap(({ codes }) => codes.split(' '));
const ABROAD = ['+442079460101', '+493012345678', '+33123456789', '+61255501234', '+14165550101'];
const ADDRESSES: readonly Address[] = [{}, {}, { state: 'FL' }, { state: 'TX' }, { state: 'WA' }, { country: 'US' }];

const CAMPAIGN: ScreenFacts['campaign'] = {
  status: 'running',
  window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], start: '09:00', end: '19:00', zone: 'lead' },
  attemptsPerNumberPerDay: 3,
  attemptsPerLeadPerDay: 5,
};

/**
 * Lead number `i` of a mixed list: one phone, nine in ten American, a third with an address elsewhere, some history, almost
 * all with consent and clear lists. Deterministic, and every lead has objects of its own, as rows of a database have.
 */
export function leadFacts(i: number, now: EpochMs): ScreenFacts {
  const number = i % 10 === 9 ? ABROAD[((i / 10) % ABROAD.length) | 0] : `+1${AREAS[(i * 7) % AREAS.length]}5550101`;
  const list = (name: 'internal' | 'us-federal' | 'uk-tps' | 'uk-ctps' | 'ca-national', listed = false) => {
    const current = name === 'internal' ? null : now - 5 * DAY_MS;
    return {
      list: name,
      state: listed ? 'listed' : 'clear',
      since: null,
      asOf: current,
      validUntil: null,
      version: 'v',
    } as const;
  };
  const consent = { source: 'web-form', at: now - 90 * DAY_MS, revokedAt: null, expiresAt: null } as const;
  return {
    phase: 'claim',
    kind: 'telemarketing',
    automatedVoice: i % 4 !== 0,
    subject: 'solar',
    debtId: null,
    consents: i % 50 === 0 ? [] : [{ ...consent, scope: 'automated-voice' }],
    history:
      i % 3 === 0
        ? [{ at: now - 5 * HOUR_MS, event: 'attempt', outcome: 'no-answer', phone: 0, subject: 'solar', debtId: null }]
        : [],
    observedAt: now,
    phones: [
      {
        position: 0,
        places: placesOf(number as E164, ADDRESSES[i % ADDRESSES.length]),
        numberType: i % 2 === 0 ? 'mobile' : 'unknown',
        lists: [
          list('internal'),
          list('us-federal', i % 40 === 1),
          list('uk-tps'),
          list('uk-ctps'),
          list('ca-national'),
        ],
        reassigned: { state: 'not-asked', asOf: null },
        attemptsAt: [],
        inAnotherCall: false,
      },
    ],
    dialing: 0,
    leadAttemptsAt: [],
    campaign: CAMPAIGN,
    carrierIsReal: true,
    demonstrationClock: false,
  };
}
