import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/client';
import { aReport, createDriver, eventKinds, type PlacedCall, ringing, seen } from '../testing/engine-driver.ts';
import { eventually } from '../testing/eventually.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import { callEnded, callHangUp, searchAttributes } from './contract.ts';

const engine = createFakeEngine();
let temporal: TestTemporal;
const { place } = createDriver(() => temporal, engine);

beforeAll(async () => {
  temporal = await startTestTemporal();
  await temporal.run(engine.activities);
});
afterAll(() => temporal?.stop());

const until = (call: PlacedCall, step: string) => eventually(() => expect(engine.done(call.attemptId)).toContain(step));

describe('an attempt that nothing goes wrong with', () => {
  test('is prepared, dialled, reported and finished with the report', async () => {
    const call = await place({});
    await until(call, 'dial');
    await call.signal(callEnded, aReport());
    expect(await call.result()).toEqual({ disposition: 'completed', endReason: 'agent-ended' });
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'dial', 'finish']);
    expect(engine.finished(call.attemptId)[0]).toMatchObject({ report: aReport(), carrierCallId: 'SCL_1' });
  });

  test('takes a report that overtakes the answer of the dial', async () => {
    const { dial, answers } = ringing();
    const call = await place({ dial });
    await until(call, 'dial');
    await call.signal(callEnded, aReport({ outcome: 'opted-out', endReason: 'opted-out', optOut: true }));
    answers();
    expect(await call.result()).toEqual({ disposition: 'opted-out', endReason: 'opted-out' });
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'dial', 'finish']);
  });

  test('counts the first of two reports', async () => {
    const { dial, answers } = ringing();
    const call = await place({ dial });
    await until(call, 'dial');
    await call.signal(callEnded, aReport({ outcome: 'voicemail', endReason: 'voicemail' }));
    await call.signal(callEnded, aReport());
    answers();
    expect((await call.result()).disposition).toBe('voicemail');
  });

  test('costs at most 20 events, 4 workflow tasks and one search-attribute upsert', async () => {
    const { dial, answers } = ringing();
    const call = await place({ dial });
    await until(call, 'dial');
    answers();
    await eventually(async () => expect((await eventKinds(call)).at(-1)).toBe('timerStartedEventAttributes'));
    await call.signal(callEnded, aReport());
    await call.result();
    const events = await eventKinds(call);
    expect(events.length).toBeLessThanOrEqual(20);
    expect(count(events, 'workflowTaskCompletedEventAttributes')).toBeLessThanOrEqual(4);
    expect(count(events, 'upsertWorkflowSearchAttributesEventAttributes')).toBe(1);
    expect(count(events, 'activityTaskScheduledEventAttributes')).toBe(1);
    const { typedSearchAttributes } = await call.describe();
    expect(typedSearchAttributes.get(searchAttributes.disposition)).toBe('completed');
    expect(typedSearchAttributes.get(searchAttributes.state)).toBe('ended');
  });
});

describe('an attempt that is not answered', () => {
  test('is busy because the carrier said so, without a fence', async () => {
    const call = await place({ dial: async () => ({ kind: 'not-answered', disposition: 'busy', sipStatus: 486 }) });
    expect(await call.result()).toEqual({ disposition: 'busy', endReason: 'not-answered' });
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'dial', 'finish']);
    expect(engine.finished(call.attemptId)[0]).toMatchObject({ sipStatus: 486 });
  });

  test('is not dialled where no agent is ready', async () => {
    const call = await place({
      prepare: async () => ({ kind: 'not-dialled', disposition: 'no-agent', reason: 'no agent within 8 s' }),
    });
    expect(await call.result()).toEqual({ disposition: 'no-agent', endReason: 'not-dialled' });
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'finish']);
  });

  test('is not dialled where preparing fails for good', async () => {
    const call = await place({
      prepare: async () => {
        throw ApplicationFailure.nonRetryable('no such trunk', 'Misconfigured');
      },
    });
    expect((await call.result()).disposition).toBe('no-agent');
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'finish']);
  });

  test('carries the next callable time of a screening that deferred at the dial', async () => {
    const nextAt = '2026-11-22T14:00:00.000Z';
    const call = await place({
      dial: async () => ({ kind: 'refused', disposition: 'deferred', reason: 'outside-window', nextAt }),
    });
    expect(await call.result()).toEqual({ disposition: 'deferred', endReason: 'not-dialled' });
    expect(engine.finished(call.attemptId)[0]).toMatchObject({ nextAt, reason: 'outside-window' });
  });
});

describe('an outcome that nobody knows', () => {
  test('is fenced before it is decided, and the dial is never tried again', async () => {
    const call = await place({
      dial: async () => {
        throw new Error('fetch failed');
      },
      fence: seen({ placed: 'maybe' }),
    });
    expect(await call.result()).toEqual({ disposition: 'unknown', endReason: 'fenced' });
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'dial', 'fence', 'finish']);
  });

  test('is "cancelled" only where the fence proves that nothing was placed', async () => {
    const call = await place({ dial: async () => ({ kind: 'unknown', detail: 'timeout' }) });
    expect(await call.result()).toEqual({ disposition: 'cancelled', endReason: 'not-dialled' });
  });

  test('takes the report of a call that turns out to have been answered', async () => {
    const call = await place({
      dial: async () => ({ kind: 'unknown', detail: 'timeout' }),
      fence: seen({ answered: true }),
    });
    await until(call, 'fence');
    await call.signal(callEnded, aReport({ outcome: 'callee-hung-up', endReason: 'callee-hung-up' }));
    expect(await call.result()).toEqual({ disposition: 'callee-hung-up', endReason: 'callee-hung-up' });
  });

  test('is tried again until the fence stands', async () => {
    let tries = 0;
    const call = await place({
      dial: async () => ({ kind: 'unknown', detail: 'timeout' }),
      fence: async () => {
        tries += 1;
        if (tries < 3) throw new Error('media server away');
        return { placed: 'maybe', ringing: false, answered: false };
      },
    });
    expect((await call.result()).disposition).toBe('unknown');
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'dial', 'fence', 'fence', 'fence', 'finish']);
  });
});

describe('a request to hang up', () => {
  test('while the room is made cancels the attempt without a dial', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const call = await place({
      prepare: async () => {
        await promise;
        return { kind: 'not-dialled', disposition: 'cancelled', reason: 'campaign-not-running' };
      },
    });
    await until(call, 'prepare');
    await call.signal(callHangUp, { reason: 'campaign-stopped' });
    resolve();
    expect(await call.result()).toEqual({ disposition: 'cancelled', endReason: 'not-dialled' });
    expect(engine.done(call.attemptId)).not.toContain('dial');
  });

  test('before its slot cancels the attempt without preparing it', async () => {
    // A signal that a busy machine sends after the slot says nothing: then the slot is put further away.
    for (const slotInMs of [800, 5_000, 30_000]) {
      const slotAt = Date.now() + slotInMs;
      const call = await place({}, {}, slotInMs);
      await call.signal(callHangUp, { reason: 'operator' });
      if (Date.now() >= slotAt) continue;
      expect(await call.result()).toEqual({ disposition: 'cancelled', endReason: 'not-dialled' });
      expect(engine.done(call.attemptId)).toEqual(['finish']);
      return;
    }
    throw new Error('no signal came before its slot');
  });

  test('while it rings fences it and takes what the dial says then', async () => {
    const { dial, ends } = ringing();
    const call = await place({
      dial,
      fence: async () => {
        ends({ kind: 'not-answered', disposition: 'no-answer' });
        return { placed: 'yes', ringing: true, answered: false };
      },
    });
    await until(call, 'dial');
    await call.signal(callHangUp, { reason: 'campaign-stopped' });
    expect(await call.result()).toEqual({ disposition: 'no-answer', endReason: 'not-answered' });
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'dial', 'fence', 'finish']);
  });

  test('while it rings leaves it unknown where the dial says nothing more', async () => {
    const { dial, isLost } = ringing();
    const call = await place({ dial, fence: seen({ ringing: true }) });
    await until(call, 'dial');
    await call.signal(callHangUp, { reason: 'campaign-stopped' });
    expect(await call.result()).toEqual({ disposition: 'unknown', endReason: 'campaign-stopped' });
    isLost();
  });

  test('during the conversation ends it with the report that follows', async () => {
    const call = await place({ fence: seen({ answered: true }) });
    await eventually(async () => expect((await eventKinds(call)).at(-1)).toBe('timerStartedEventAttributes'));
    await call.signal(callHangUp, { reason: 'campaign-stopped' });
    await until(call, 'fence');
    await call.signal(callEnded, aReport({ outcome: 'callee-hung-up', endReason: 'callee-hung-up', turns: 2 }));
    expect(await call.result()).toEqual({ disposition: 'callee-hung-up', endReason: 'campaign-stopped' });
    expect(engine.finished(call.attemptId)[0]?.report?.turns).toBe(2);
  });
});

describe('a conversation that nobody ends', () => {
  test('is fenced by the guard timer', async () => {
    const call = await place({ fence: seen({ answered: true }) }, { maxCallMs: -29_800 });
    expect(await call.result()).toEqual({ disposition: 'agent-failed', endReason: 'max-duration' });
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'dial', 'fence', 'finish']);
  });
});

describe('a cancelled workflow', () => {
  test('fences and finishes its attempt all the same', async () => {
    const { dial, isLost } = ringing();
    const call = await place({ dial, fence: seen({ placed: 'maybe' }) });
    await until(call, 'dial');
    await call.cancel();
    expect((await call.result()).disposition).toBe('unknown');
    expect(engine.done(call.attemptId)).toEqual(['prepare', 'dial', 'fence', 'finish']);
    isLost();
  });

  test('does not give up finishing while the database is away', async () => {
    let tries = 0;
    const call = await place({
      dial: async () => ({ kind: 'not-answered', disposition: 'declined' }),
      finish: async () => {
        tries += 1;
        if (tries < 4) throw new Error('connection refused');
      },
    });
    expect((await call.result()).disposition).toBe('declined');
    expect(engine.finished(call.attemptId)).toHaveLength(1);
  });
});

function count(all: string[], one: string): number {
  return all.filter((entry) => entry === one).length;
}
