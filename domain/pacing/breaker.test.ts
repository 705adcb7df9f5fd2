import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  afterPlacing,
  breaker,
  breakerAllows,
  type BreakerState,
  type DialHealth,
  closedBreaker,
  DEFAULT_BREAKER,
} from './breaker.ts';

const start = Date.parse('2026-11-20T15:00:00Z');
const seconds = (count: number) => start + count * 1000;
const outcomes = (...found: [secondsAt: number, failed: boolean][]): DialHealth[] =>
  found.map(([at, failed]) => ({ at: seconds(at), failed: failed ? 'carrier' : null }));
const failures = (count: number, at = 0) =>
  outcomes(...Array.from({ length: count }, (_, i): [number, boolean] => [at + i, true]));
const closed = closedBreaker(start);

/** Open since second 10, with a probe due at second 40. */
const open = breaker(closed, failures(5), seconds(10));

describe('closed', () => {
  test.each([
    ['four failures are too few', failures(4), 'closed'],
    ['five failures of five open it', failures(5), 'open'],
    [
      'five failures of ten open it',
      [...failures(5), ...outcomes([1, false], [2, false], [3, false], [4, false], [5, false])],
      'open',
    ],
    [
      'five failures of eleven do not',
      [...failures(5), ...outcomes([1, false], [2, false], [3, false], [4, false], [5, false], [6, false])],
      'closed',
    ],
  ])('%s', (_says, found, kind) => {
    expect(breaker(closed, found, seconds(10)).kind).toBe(kind);
  });

  test('failures older than the look-back are forgotten', () => {
    expect(breaker(closed, failures(5), seconds(125)).kind).toBe('closed');
    expect(breaker(closed, failures(5), seconds(119)).kind).toBe('open');
  });
});

describe('open', () => {
  test('says how many of how many failed, and rests for the cool-off', () => {
    expect(open).toMatchObject({ kind: 'open', failed: 5, dialled: 5, trips: 1, probeAt: seconds(40) });
    expect(breakerAllows(open)).toBe(0);
    expect(breaker(open, failures(5), seconds(39)).kind).toBe('open');
  });

  test('rests for less long where most failures were our own voice workers', () => {
    const voice = failures(5).map((one) => ({ ...one, failed: 'voice' as const }));
    expect(breaker(closed, voice, seconds(10))).toMatchObject({ part: 'voice', probeAt: seconds(15) });
    expect(breaker(closed, [...voice, ...failures(6)], seconds(10))).toMatchObject({ part: 'carrier' });
  });

  test('then lets one call through', () => {
    const half = breaker(open, failures(5), seconds(40));
    expect(half.kind).toBe('half-open');
    expect(breakerAllows(half)).toBe(1);
    expect(breakerAllows(afterPlacing(half, 1, seconds(40)))).toBe(0);
  });
});

describe('half-open', () => {
  const probing = afterPlacing(breaker(open, failures(5), seconds(40)), 1, seconds(41));

  test('closes with the first call that the carrier carried, and forgets what failed before', () => {
    const found = [...failures(5), ...outcomes([45, false])];
    const again = breaker(probing, found, seconds(46));
    expect(again).toEqual(closedBreaker(seconds(46)));
    expect(breaker(again, found, seconds(47)).kind).toBe('closed');
  });

  test('opens again, for twice as long, when the probe fails', () => {
    const again = breaker(probing, outcomes([45, true]), seconds(46));
    expect(again).toMatchObject({ kind: 'open', trips: 2, probeAt: seconds(46 + 60) });
  });

  test('never rests longer than the most', () => {
    let state: BreakerState = open;
    let at = 10;
    for (let trip = 0; trip < 10; trip++) {
      at += 700;
      state = afterPlacing(breaker(state, [], seconds(at)), 1, seconds(at));
      state = breaker(state, outcomes([at + 1, true]), seconds(at + 2));
    }
    expect(state.kind === 'open' ? state.probeAt - state.since : 0).toBe(DEFAULT_BREAKER.mostCoolOffMs);
  });

  test('sends another probe when nothing was heard of the first', () => {
    expect(breakerAllows(breaker(probing, [], seconds(41 + 120)))).toBe(0);
    expect(breakerAllows(breaker(probing, [], seconds(41 + 121)))).toBe(1);
  });
});

test('asked twice with the same outcomes it answers the same, and its state survives being stored', () => {
  const found = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 200 }).map(seconds), failed: fc.constantFrom('carrier', 'voice', null) }),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(found, fc.integer({ min: 0, max: 200 }), (outcomes, at) => {
      const once = breaker(closed, outcomes, seconds(at));
      expect(breaker(once, outcomes, seconds(at))).toEqual(once);
      expect(JSON.parse(JSON.stringify(once))).toEqual(once);
    }),
  );
});
