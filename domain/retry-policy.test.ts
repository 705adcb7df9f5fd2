import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zoneTable } from '../numbering/zones.ts';
import { inZones } from './compliance/testing/facts.ts';
import { DEFAULT_RETRIES, hurried } from './default-retries.ts';
import { fractionOf } from './hash.ts';
import type { AttemptId } from './ids.ts';
import { hoursFor } from './lawful-hours.ts';
import type { LeadHistory, NextStep, Outcome } from './lead-history.ts';
import { nextStep } from './retry-policy.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, WEEKDAYS } from './time.ts';
import { type Disposition, dispositions } from './vocabulary.ts';
import { nextOpenEverywhere } from './windows.ts';

const zones = zoneTable();
const at = (iso: string) => Date.parse(iso);
/** 10:00 on a Friday in New York. */
const now = at('2026-11-20T15:00:00Z');

const ended = (disposition: Disposition, change: Partial<Outcome> = {}): Outcome => ({
  id: 'attempt-1' as AttemptId,
  disposition,
  phonePosition: 0,
  startedAt: now - MINUTE_MS,
  ...change,
});

const aHistory = (change: Partial<LeadHistory> = {}): LeadHistory => ({
  attempts: [],
  phones: [{ position: 0, places: inZones('America/New_York') }],
  window: null,
  ...change,
});
const twoPhones = [
  { position: 0, places: inZones('America/New_York') },
  { position: 3, places: inZones('America/Los_Angeles') },
];
const earlier = (...found: Disposition[]) =>
  found.map((disposition, index) => ({
    id: `earlier-${index}` as AttemptId,
    disposition,
    phonePosition: 0,
    startedAt: now - (index + 1) * DAY_MS,
  }));

const next = (outcome: Outcome, history = aHistory(), policy = DEFAULT_RETRIES, moment = now): NextStep =>
  nextStep(policy, history, outcome, moment, zones);

describe('ends that are final', () => {
  test.each(['completed', 'opted-out', 'human-requested'] as const)('%s ends the lead', (disposition) => {
    expect(next(ended(disposition))).toEqual({ kind: 'done', reason: disposition });
  });

  test('an opt-out ends the lead even where a callback was asked for', () => {
    expect(next(ended('opted-out', { callback: { at: now + HOUR_MS } }))).toEqual({
      kind: 'done',
      reason: 'opted-out',
    });
  });

  test('a lead that was blocked as a whole is done', () => {
    const refusal = { reason: 'suppressed', nextCallableAt: null, scope: 'lead' } as const;
    expect(next(ended('blocked', { refusal }), aHistory({ phones: twoPhones }))).toEqual({
      kind: 'done',
      reason: 'blocked',
    });
  });
});

describe('retries by disposition', () => {
  test('busy: the same phone, a quarter of an hour later and a little spread', () => {
    const step = next(ended('busy'), aHistory({ phones: twoPhones }));
    expect(step).toMatchObject({ kind: 'retry', phonePosition: 0 });
    const delay = step.kind === 'retry' ? step.at - now : 0;
    expect(delay).toBeGreaterThanOrEqual(15 * MINUTE_MS);
    expect(delay).toBeLessThan(19 * MINUTE_MS);
  });

  test('no answer: the next phone, in a part of the day that was not tried', () => {
    const step = next(ended('no-answer'), aHistory({ phones: twoPhones }));
    expect(step).toMatchObject({ kind: 'retry', phonePosition: 3 });
    expect(next(ended('no-answer', { phonePosition: 3 }), aHistory({ phones: twoPhones }))).toMatchObject({
      phonePosition: 0,
    });
  });

  test('no answer in the morning, at noon and in the evening tries each part of the day in turn', () => {
    const localHours: number[] = [];
    let history = aHistory();
    let outcome = ended('no-answer', { startedAt: now });
    for (let attempt = 1; attempt < 4; attempt++) {
      const step = next(outcome, history, DEFAULT_RETRIES, outcome.startedAt + MINUTE_MS);
      if (step.kind !== 'retry') throw new Error(`expected a retry, got ${step.kind}`);
      localHours.push(new Date(step.at - 5 * HOUR_MS).getUTCHours());
      history = { ...history, attempts: [...history.attempts, outcome] };
      outcome = ended('no-answer', { id: `attempt-${attempt + 1}` as AttemptId, startedAt: step.at });
    }
    const partOf = (hour: number) => Math.floor((hour - 8) / (13 / 3));
    expect(new Set([10, ...localHours.slice(0, 2)].map(partOf)).size).toBe(3);
  });

  test('an invalid number goes to the next phone at once, and ends a lead that has no other', () => {
    const inTheWest = next(
      ended('invalid-number'),
      aHistory({ phones: twoPhones }),
      DEFAULT_RETRIES,
      at('2026-11-20T18:00:00Z'),
    );
    expect(inTheWest).toEqual({ kind: 'retry', at: at('2026-11-20T18:00:00Z'), phonePosition: 3 });
    expect(next(ended('invalid-number'))).toEqual({ kind: 'done', reason: 'invalid-number' });
    const both = aHistory({ phones: twoPhones, attempts: earlier('invalid-number') });
    expect(next(ended('invalid-number', { phonePosition: 3 }), both)).toEqual({
      kind: 'done',
      reason: 'invalid-number',
    });
  });

  test('a phone that is blocked alone leaves the others', () => {
    const refusal = { reason: 'unknown-location', nextCallableAt: null, scope: 'phone' } as const;
    const step = next(
      ended('blocked', { refusal }),
      aHistory({ phones: twoPhones }),
      DEFAULT_RETRIES,
      at('2026-11-20T18:00:00Z'),
    );
    expect(step).toMatchObject({ kind: 'retry', phonePosition: 3 });
    expect(next(ended('blocked', { refusal }))).toEqual({ kind: 'done', reason: 'blocked' });
  });

  test('a deferred attempt waits for the time that screening gave', () => {
    const refusal = { reason: 'outside-window', nextCallableAt: now + 3 * HOUR_MS, scope: 'lead' } as const;
    expect(next(ended('deferred', { refusal }))).toEqual({ kind: 'retry', at: now + 3 * HOUR_MS, phonePosition: 0 });
    const open = { ...refusal, nextCallableAt: null };
    expect(next(ended('deferred', { refusal: open }))).toEqual({
      kind: 'retry',
      at: now + 5 * MINUTE_MS,
      phonePosition: 0,
    });
  });
});

describe('limits', () => {
  test('the attempts of one disposition', () => {
    expect(next(ended('busy'), aHistory({ attempts: earlier('busy', 'busy', 'busy') }))).toEqual({
      kind: 'done',
      reason: 'attempts-used',
    });
  });

  test('the attempts of the lead', () => {
    const attempts = earlier('busy', 'voicemail', 'no-answer', 'silent');
    expect(next(ended('busy'), aHistory({ attempts }))).toEqual({ kind: 'done', reason: 'attempts-used' });
  });

  test('what never rang uses nothing up', () => {
    const attempts = earlier('deferred', 'cancelled', 'no-agent', 'carrier-error', 'rate-limited', 'blocked');
    expect(
      next(ended('busy'), aHistory({ attempts: attempts.map((one) => ({ ...one, phonePosition: 9 })) })).kind,
    ).toBe('retry');
  });

  test('a lead for whom no voice agent was ready is tried again however often, with longer and longer waits', () => {
    const waits = [0, 1, 2, 3, 30].map((before) => {
      const attempts = earlier('busy', ...Array.from({ length: before }, () => 'no-agent' as const));
      const step = next(ended('no-agent'), aHistory({ attempts }));
      return step.kind === 'retry' ? (step.at - now) / 1000 : step.kind;
    });
    expect(waits).toEqual([5, 10, 20, 40, 300]);
  });

  test('a promised callback comes on top of them', () => {
    const attempts = earlier('busy', 'voicemail', 'no-answer', 'silent', 'busy');
    const callback = { at: now + HOUR_MS };
    expect(next(ended('callback-requested', { callback }), aHistory({ attempts })).kind).toBe('callback');
  });
});

describe('promised callbacks', () => {
  const asked = (callback: Outcome['callback'], history = aHistory(), moment = now) =>
    next(ended('callback-requested', callback ? { callback } : {}), history, DEFAULT_RETRIES, moment);

  test('are kept to the minute where the window is open', () => {
    expect(asked({ local: '2026-11-20T15:30' })).toEqual({
      kind: 'callback',
      at: at('2026-11-20T20:30:00Z'),
      phonePosition: 0,
    });
    expect(asked({ local: '2026-11-20T15:30', zone: 'America/Chicago' })).toMatchObject({
      at: at('2026-11-20T21:30:00Z'),
    });
    expect(asked({ at: at('2026-11-20T20:30:00Z') })).toMatchObject({ at: at('2026-11-20T20:30:00Z') });
  });

  test('outside the window move to its opening, and say so', () => {
    expect(asked({ local: '2026-11-20T22:00' })).toEqual({
      kind: 'callback',
      at: at('2026-11-21T13:00:00Z'),
      phonePosition: 0,
      movedFrom: at('2026-11-21T03:00:00Z'),
      movedBecause: 'outside-window',
    });
  });

  test("outside the campaign's days move to its next day", () => {
    const window = { days: WEEKDAYS.slice(0, 5), start: '09:00', end: '17:00', zone: 'lead' };
    expect(asked({ local: '2026-11-21T10:00' }, aHistory({ window }))).toMatchObject({
      at: at('2026-11-23T14:00:00Z'),
      movedFrom: at('2026-11-21T15:00:00Z'),
    });
  });

  test('in the past come soon, and say so', () => {
    expect(asked({ local: '2026-11-20T09:00' })).toMatchObject({ at: now + MINUTE_MS, movedBecause: 'in-the-past' });
  });

  test('in the hour that clocks repeat mean its first occurrence', () => {
    const saturday = at('2026-10-31T16:00:00Z');
    expect(asked({ local: '2026-11-01T08:00' }, aHistory(), saturday)).toMatchObject({
      at: at('2026-11-01T13:00:00Z'),
    });
    expect(asked({ local: '2026-11-01T01:30' }, aHistory(), saturday)).toMatchObject({
      movedFrom: at('2026-11-01T05:30:00Z'),
      movedBecause: 'outside-window',
    });
  });

  test('that cannot be read are retried as such', () => {
    expect(asked({ local: 'tomorrow' })).toMatchObject({ kind: 'retry', phonePosition: 0 });
    expect(asked({ local: '2026-11-20T15:30', zone: 'Mars/Olympus' })).toMatchObject({ kind: 'retry' });
  });

  test('stay promised when nothing rang', () => {
    const promisedAt = now - MINUTE_MS;
    for (const disposition of ['no-agent', 'carrier-error', 'deferred', 'cancelled'] as const) {
      expect(next(ended(disposition, { promisedAt }))).toMatchObject({
        kind: 'callback',
        movedFrom: promisedAt,
        movedBecause: 'could-not-dial',
      });
    }
    expect(next(ended('no-answer', { promisedAt })).kind).toBe('retry');
  });

  test('are not given up for what the carrier failed at before they were promised', () => {
    const promisedAt = now - MINUTE_MS;
    const outage = Array<Disposition>(5).fill('carrier-error');
    const kept = next(
      ended('carrier-error', { promisedAt }),
      aHistory({ attempts: earlier(...outage, 'callback-requested') }),
    );
    expect(kept).toMatchObject({ kind: 'callback', movedFrom: promisedAt });
    const tried = next(
      ended('carrier-error', { promisedAt }),
      aHistory({ attempts: earlier('callback-requested', ...outage) }),
    );
    expect(tried).toEqual({ kind: 'done', reason: 'attempts-used' });
  });
});

describe('properties', () => {
  const zone = fc.constantFrom(
    'America/New_York',
    'America/Los_Angeles',
    'Pacific/Honolulu',
    'America/St_Johns',
    'Europe/London',
  );
  const window = fc.option(
    fc.record({
      days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      start: fc.constantFrom('08:00', '10:00', '12:00'),
      end: fc.constantFrom('13:00', '17:00', '21:00'),
      zone: fc.constant('lead'),
    }),
    { nil: null },
  );
  const moment = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2028-01-01T00:00Z') });
  const disposition = fc.constantFrom(...dispositions.filter((one) => one !== 'deferred' && one !== 'cancelled'));

  test('every retry and callback lies inside the window of its phone, never in the past, and is always the same', () => {
    fc.assert(
      fc.property(
        disposition,
        fc.tuple(zone, zone),
        window,
        moment,
        fc.uuid(),
        fc.option(moment),
        (how, [a, b], window, now, id, callback) => {
          const phones = [
            { position: 0, places: inZones(...new Set([a, b])) },
            { position: 1, places: inZones(b) },
          ];
          const history = aHistory({ phones, window });
          const outcome = ended(how, {
            id: id as AttemptId,
            startedAt: now - MINUTE_MS,
            ...(callback ? { callback: { at: callback } } : {}),
          });
          const step = next(outcome, history, DEFAULT_RETRIES, now);
          expect(next(outcome, history, DEFAULT_RETRIES, now)).toEqual(step);
          if (step.kind === 'done') return;
          const places = phones[step.phonePosition]?.places;
          if (!places) throw new Error('an unknown phone');
          expect(step.at).toBeGreaterThanOrEqual(now);
          expect(nextOpenEverywhere(zones, hoursFor(places.zones, window), step.at)).toBe(step.at);
          if (step.kind === 'callback' && step.at !== callback) expect(step.movedFrom).toBe(callback);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('whatever happens, a lead ends', () => {
    const most = 60;
    fc.assert(
      fc.property(fc.array(disposition, { minLength: most, maxLength: most }), (story) => {
        let history = aHistory({ phones: twoPhones });
        let moment = now;
        for (const [index, how] of story.entries()) {
          const outcome = ended(how, { id: `attempt-${index}` as AttemptId, startedAt: moment });
          const step = next(outcome, history, DEFAULT_RETRIES, moment + SECOND_MS);
          if (step.kind === 'done') return;
          history = { ...history, attempts: [...history.attempts, { ...outcome, phonePosition: step.phonePosition }] };
          moment = step.at;
        }
        throw new Error(`after ${most} attempts the lead still goes on`);
      }),
    );
  });
});

test('in a hurry, everything happens within seconds', () => {
  const step = next(ended('no-answer'), aHistory(), hurried(DEFAULT_RETRIES, 8));
  expect(step).toEqual({ kind: 'retry', at: now + 8 * SECOND_MS, phonePosition: 0 });
});

test('attempts that failed together are spread evenly', () => {
  const fractions = Array.from({ length: 2000 }, (_, i) =>
    fractionOf(`0198f000-0000-7000-8000-00000000${String(i).padStart(4, '0')}`),
  );
  for (let tenth = 0; tenth < 10; tenth++) {
    const inside = fractions.filter((fraction) => Math.floor(fraction * 10) === tenth).length;
    expect(inside).toBeGreaterThan(140);
    expect(inside).toBeLessThan(260);
  }
});
