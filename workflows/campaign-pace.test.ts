import { describe, expect, test } from '@jest/globals';
import type { LaunchLimit } from '../activities/interface.ts';
import { measurements } from '../testing/measurements.ts';
import { describe as inWords } from './campaign-details.ts';
import { afterLaunch, planTick, untilNextTick, waitsFor } from './campaign-pace.ts';
import { adoptRow, obey, refusal, restored } from './campaign-state.ts';
import { LONGEST_WAIT_MS, TICK_MS, WATCH_MS } from './options.ts';

const AT = '2026-11-21T10:00:00.000Z';
const NOW = Date.parse(AT);
const aState = () => restored(undefined, NOW);
const due = (changes: Parameters<typeof measurements>[0] = {}) => measurements({ at: AT, ...changes });
const noneDue = { waiting: 5, dueNow: 0, inCall: 0, done: 0, blocked: 0 };
const after = (ms: number) => new Date(NOW + ms).toISOString();

describe('one tick', () => {
  test.each<[string, Parameters<typeof measurements>[0], number]>([
    ['takes the slots of the rate until a little after the next tick', {}, 8],
    ['takes no more than is due', { leads: { ...noneDue, dueNow: 3 } }, 3],
    ['takes no more than the least limit leaves', { free: { ...measurements().free, agents: 2 } }, 2],
    ['dials nobody without a free voice worker', { free: { ...measurements().free, voice: 0 } }, 0],
    ['dials nobody through a paused trunk', { trunk: { status: 'paused', pausedReason: 'x', carrier: 'fake' } }, 0],
    [
      'begins slowly while it ramps up',
      { pacing: { rampUp: { fromCallsPerSecond: 1, overSeconds: 60 }, startedAt: AT } },
      2,
    ],
  ])('%s', (_, changes, count) => {
    expect(planTick(aState(), due(changes)).count).toBe(count);
  });

  test('does not take slots again that an earlier launch has taken', () => {
    const state = aState();
    afterLaunch(state, planTick(state, due()), 8, NOW);
    expect(planTick(state, due({ at: after(1_000) })).count).toBeLessThanOrEqual(5);
  });

  test('places a ramp-up’s calls as its rate grows: the first, placed at nearly no rate, holds no other back', () => {
    const state = aState();
    const placed: number[] = [];
    for (let second = 1; second <= 60; second++) {
      const at = after(second * 1_000);
      const measured = due({ at, callsPerSecond: 1, pacing: { rampUp: { overSeconds: 60 }, startedAt: AT } });
      const plan = planTick(state, measured);
      if (plan.count > 0) placed.push(second);
      afterLaunch(state, plan, plan.count, Date.parse(at));
    }
    // Half the full rate on the whole: thirty calls in the minute, ever closer together.
    expect(placed.length).toBeGreaterThan(20);
    expect(placed[1]).toBeLessThan(15);
  });

  test('goes on when the clock was set back', () => {
    const state = aState();
    const ahead = due({ at: after(3_600_000), callsPerSecond: 1 });
    afterLaunch(state, planTick(state, ahead), 1, NOW + 3_600_000);
    expect(planTick(state, due({ callsPerSecond: 1 })).count).toBeGreaterThan(0);
  });
});

describe('the next tick', () => {
  test.each<[string, Parameters<typeof measurements>[0], number, number]>([
    ['comes at once while leads are due', {}, 0, TICK_MS],
    ['watches calls in progress', { leads: { ...noneDue, inCall: 1 } }, 0, WATCH_MS],
    ['comes just before the next lead is due', { leads: noneDue, nextDueAt: after(60_000) }, 0, 60_000 - TICK_MS],
    ['comes some day where nothing is known', { leads: noneDue }, 0, LONGEST_WAIT_MS],
  ])('%s', (_, changes, launched, ms) => {
    expect(untilNextTick(aState(), due(changes), { launched, waits: null })).toBe(ms);
  });

  const none = (limit: 'voice' | 'trunk' | 'tenant' | 'agents' | 'campaign') => ({
    free: { ...measurements().free, [limit]: 0 },
  });
  const pausedTrunk = { trunk: { status: 'paused', pausedReason: 'x', carrier: 'fake' } } as const;
  const inCall = { leads: { ...noneDue, dueNow: 5, inCall: 1 } };
  test.each<[string, Parameters<typeof measurements>[0], number[]]>([
    ['grows for want of a voice worker, which says so when it has room', none('voice'), [1, 2, 5, 10, 15, 15]],
    ['grows a little for want of room that calls of others have', none('trunk'), [1, 2, 3, 3]],
    ['the same under the limit of the tenant', none('tenant'), [1, 2, 3, 3]],
    ['the same where the agents speak elsewhere', none('agents'), [1, 2, 3, 3]],
    ['grows while its trunk is paused, which says so when it goes on', pausedTrunk, [1, 2, 5, 10, 15, 15]],
    ['stays while calls of its own may end and make room', { ...none('voice'), ...inCall }, [1, 1, 1]],
    ['stays where only the rate holds it back', {}, [1, 1, 1]],
  ])('%s', (_, changes, seconds) => {
    const state = { ...aState(), bucket: { nextSlotAt: NOW + 10_000 } };
    const each = seconds.map(() => {
      const measured = due(changes);
      const waits = waitsFor(measured, planTick(state, measured), null);
      const ms = untilNextTick(state, measured, { launched: 0, waits });
      state.vainLooks = waits === null ? 0 : state.vainLooks + 1;
      return ms / 1_000;
    });
    expect(each).toEqual(seconds);
  });

  test('grows where a launch finds less room than was measured, and not where it began a call', () => {
    const plan = planTick(aState(), due());
    const patience = (launched: number, limitedBy: LaunchLimit | null) =>
      waitsFor(due(), plan, { launched, limitedBy })?.patience;
    expect(patience(0, 'voice')).toBe('long');
    expect(patience(0, 'trunk')).toBe('short');
    expect(patience(0, 'carrier-not-configured')).toBe('long');
    expect(patience(1, 'trunk')).toBeUndefined();
    expect(patience(0, null)).toBeUndefined();
  });
});

describe('what a campaign says', () => {
  const windows = { leads: 148, zones: 12, opensAt: after(0), localStart: '09:00' };
  test.each<[Parameters<typeof measurements>[0], string]>([
    [
      { leads: { ...noneDue, waiting: 148 }, waitingForWindow: windows, nextDueAt: '2026-11-21T14:00:00.000Z' },
      'waiting for 09:00 in 12 time zones; 148 leads left; next at 14:00 UTC',
    ],
    [
      { leads: noneDue, nextDueAt: '2026-11-22T14:00:00.000Z', demonstrationOffsetMs: 1 },
      'waiting for the time of retries and callbacks; 5 leads left; next at 2026-11-22 14:00 UTC; demonstration clock',
    ],
    [{ leads: { ...noneDue, dueNow: 5, inCall: 2 } }, 'dialling; 2 calls in progress; 5 leads left'],
    [{ leads: { ...noneDue, waiting: 0, inCall: 1 } }, 'waiting for 1 call to end; no lead is left'],
  ])('%j', (changes, sentence) => {
    expect(inWords('running', due(changes), 'dialling')).toBe(sentence);
  });
});

describe('commands', () => {
  test('of an old revision change nothing, except that a hang-up is heard', () => {
    const state = { ...aState(), revision: 4, status: 'stopping' as const };
    obey(state, { kind: 'resume', revision: 4, by: 'x' }, NOW);
    expect(state.status).toBe('stopping');
    obey(state, { kind: 'stop', calls: 'hang-up', revision: 4, by: 'x' }, NOW);
    expect(state.hangUp).toBe(true);
  });

  test('are refused where the campaign is ending or the revision is none', () => {
    const ending = { ...aState(), status: 'stopping' as const };
    expect(refusal(ending, { kind: 'resume', revision: 1, by: 'x' })).toContain('the campaign is stopping');
    expect(refusal(aState(), { kind: 'pause', revision: 0, by: 'x' })).toContain('revision');
  });

  test('a row of an older revision does not undo a command', () => {
    const state = { ...aState(), revision: 2, status: 'paused' as const };
    adoptRow(state, { status: 'running', revision: 1 }, NOW);
    expect(state.status).toBe('paused');
  });

  test('the ramp-up begins again after a pause', () => {
    const state = { ...aState(), status: 'paused' as const };
    obey(state, { kind: 'resume', revision: 1, by: 'x' }, NOW + 5_000);
    expect(state.startedAtMs).toBe(NOW + 5_000);
  });
});
