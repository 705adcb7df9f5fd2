import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DIALER_TYPES } from '../vocabulary.ts';
import { callsToPlace, type PacingMeasurements, type PacingPolicy } from './calls-to-place.ts';
import { closedBreaker } from './breaker.ts';
import { rateAt } from './ramp-up.ts';
import { newBucket, slotsWithin, takeSlots } from './token-bucket.ts';

const now = Date.parse('2026-11-20T15:00:00Z');

const aPolicy = (change: Partial<PacingPolicy> = {}): PacingPolicy => ({
  dialerType: 'agentless',
  callsPerSecond: 10,
  rampUp: null,
  ...change,
});

const measured = (change: Partial<PacingMeasurements> = {}): PacingMeasurements => ({
  now,
  startedAt: now,
  horizonMs: 1000,
  bucket: newBucket(now),
  free: { campaign: 100, trunk: 100, tenant: 100, agents: 100, voice: 100 },
  dueLeads: 1000,
  breaker: closedBreaker(now),
  ...change,
});

describe('the least of all limits', () => {
  const free = measured().free;
  test.each([
    ['calls-per-second', 10, {}],
    ['due-leads', 3, { dueLeads: 3 }],
    ['voice-capacity', 2, { free: { ...free, voice: 2 } }],
    ['campaign-limit', 1, { free: { ...free, campaign: 1 } }],
    ['trunk-limit', 4, { free: { ...free, trunk: 4 } }],
    ['tenant-limit', 5, { free: { ...free, tenant: 5 } }],
    ['agent-limit', 6, { free: { ...free, agents: 6 } }],
    ['campaign-limit', 0, { free: { ...free, campaign: -3 } }],
    [
      'breaker',
      0,
      {
        breaker: {
          kind: 'open',
          since: now,
          probeAt: now + 30_000,
          trips: 1,
          failed: 6,
          dialled: 8,
          part: 'carrier',
        } as const,
      },
    ],
    ['breaker', 1, { breaker: { kind: 'half-open', since: now, trips: 1, probedAt: null } as const }],
    ['calls-per-second', 10, { free: { ...free, voice: null } }],
  ] as const)('%s allows %i', (limitedBy, count, change) => {
    expect(callsToPlace(aPolicy(), measured(change))).toMatchObject({ kind: 'place', limitedBy, count });
  });

  test('no free voice worker, no dial: and it says so', () => {
    const pace = callsToPlace(aPolicy(), measured({ free: { ...free, voice: 0 } }));
    expect(pace).toMatchObject({ count: 0, sentence: 'no voice worker is free' });
  });

  test('an open breaker says what failed and when it tries again', () => {
    const breaker = {
      kind: 'open',
      since: now,
      probeAt: now + 30_000,
      trips: 1,
      failed: 6,
      dialled: 8,
      part: 'carrier',
    } as const;
    expect(callsToPlace(aPolicy(), measured({ breaker })).sentence).toBe(
      'dialling rests: 6 of 8 dials failed at the carrier; one call tries again in 30 s',
    );
  });

  test('no limit is ever exceeded', () => {
    const count = fc.integer({ min: -5, max: 300 });
    const limits = fc.record({ campaign: count, trunk: count, tenant: count, agents: count, voice: fc.option(count) });
    fc.assert(
      fc.property(
        limits,
        fc.nat(500),
        fc.double({ min: 0.01, max: 200, noNaN: true }),
        (free, dueLeads, callsPerSecond) => {
          const pace = callsToPlace(aPolicy({ callsPerSecond }), measured({ free, dueLeads }));
          if (pace.kind !== 'place') throw new Error('agentless dialling is available');
          const limits = [
            ...Object.values(free).filter((limit) => limit !== null),
            dueLeads,
            Math.ceil(callsPerSecond),
          ];
          expect(pace.count).toBe(Math.max(0, Math.min(...limits)));
        },
      ),
    );
  });
});

describe('dialer types', () => {
  test.each(DIALER_TYPES.filter((type) => type !== 'agentless' && type !== 'auto'))(
    '%s is not available yet, and says so',
    (dialerType) => {
      expect(callsToPlace(aPolicy({ dialerType }), measured())).toMatchObject({
        kind: 'not-available',
        dialerType,
        sentence: expect.stringContaining(dialerType),
      });
    },
  );

  test('auto is agentless where no operator takes part', () => {
    expect(callsToPlace(aPolicy({ dialerType: 'auto' }), measured()).kind).toBe('place');
    expect(callsToPlace(aPolicy({ dialerType: 'auto', operatorsTakePart: true }), measured())).toMatchObject({
      kind: 'not-available',
      dialerType: 'progressive',
    });
  });
});

describe('ramp-up', () => {
  const rampUp = { startPercent: 20, seconds: 300 };
  test.each([
    [-10, 2],
    [0, 2],
    [150, 6],
    [300, 10],
    [900, 10],
  ])('%i s after the start the rate is %i of 10', (seconds, rate) => {
    expect(rateAt(10, rampUp, now, now + seconds * 1000)).toBeCloseTo(rate);
  });

  test('limits the calls of a tick', () => {
    expect(callsToPlace(aPolicy({ rampUp }), measured())).toMatchObject({ count: 2, callsPerSecond: 2 });
  });
});

describe('the token bucket', () => {
  test('gives each call an evenly spaced slot of its own', () => {
    const { slots, bucket } = takeSlots(newBucket(now), 4, now, 4);
    expect(slots).toEqual([now, now + 250, now + 500, now + 750]);
    expect(slotsWithin(bucket, 4, now, 1000)).toBe(0);
    expect(slotsWithin(bucket, 4, now + 1000, 1000)).toBe(4);
  });

  test('does not save up slots while nothing is due', () => {
    expect(slotsWithin(newBucket(now - 3_600_000), 4, now, 1000)).toBe(4);
  });

  test('places a rate below one call a second', () => {
    const { bucket } = takeSlots(newBucket(now), 0.2, now, 1);
    expect([1, 4.5, 5].map((seconds) => slotsWithin(bucket, 0.2, now + seconds * 1000, 1000))).toEqual([0, 1, 1]);
  });

  test('never gives more calls than the rate, whatever the ticks', () => {
    const ticks = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 3000 }), wanted: fc.nat(20) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), ticks, (rate, ticks) => {
        let bucket = newBucket(now);
        let moment = now;
        const all: number[] = [];
        for (const { wait, wanted } of ticks) {
          moment += wait;
          const taken = takeSlots(bucket, rate, moment, Math.min(wanted, slotsWithin(bucket, rate, moment, 1000)));
          expect(taken.slots.every((slot) => slot >= moment && slot <= moment + 1000)).toBe(true);
          all.push(...taken.slots);
          bucket = taken.bucket;
        }
        for (let i = 1; i < all.length; i++) {
          expect((all[i] ?? 0) - (all[i - 1] ?? 0)).toBeGreaterThanOrEqual(Math.floor(1000 / rate));
        }
      }),
    );
  });
});
