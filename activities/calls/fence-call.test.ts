import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../../testing/eventually.ts';
import { createActivities } from '../create-activities.ts';
import { dialNow } from '../testing/attempts.ts';
import { type CallStand, startCallStand } from '../testing/call-stand.ts';
import { type TestEngine } from '../testing/test-engine.ts';

let stand: CallStand;
let engine: TestEngine;

beforeAll(async () => {
  stand = await startCallStand();
  engine = stand.engine;
});
afterAll(async () => {
  await stand?.stop();
});
beforeEach(() => stand.reset());

describe('the fence', () => {
  test('makes every later dial impossible', async () => {
    const { ref } = await stand.planned();
    const seen = await engine.activities.fenceCall({ ...ref, reason: 'given up' });
    expect(seen).toEqual({ placed: 'never', ringing: false, answered: false });
    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'refused', disposition: 'cancelled', reason: 'fenced' });
    expect(stand.placedFor(ref)).toBe(0);
  });

  test('refuses a dial that had begun but was not placed when it fell', async () => {
    const { ref } = await stand.planned();
    const fake = engine.deps.carriers.fake!;
    const slow = createActivities({
      ...engine.deps,
      carriers: {
        fake: {
          ...fake,
          async place(call, observer) {
            await engine.activities.fenceCall({ ...ref, reason: 'given up' });
            return fake.place(call, observer);
          },
        },
      },
    });
    const outcome = await slow.dial({ ...ref, dialAt: new Date(0).toISOString(), ringTimeoutMs: 30_000 });
    expect(outcome.kind).toBe('unknown');
    expect(stand.placedFor(ref)).toBe(0);
  });

  test('that cancels a ringing call is not mistaken for nobody answering', async () => {
    await engine.carrier.behave({ answerRate: 1, ringMedianMs: 100_000, sigma: 0 });
    const { ref } = await stand.planned();
    const dialling = engine.activities.dial({ ...ref, dialAt: new Date(0).toISOString(), ringTimeoutMs: 110_000 });
    await eventually(async () => expect(stand.placedFor(ref)).toBe(1));
    expect(await engine.activities.fenceCall({ ...ref, reason: 'test' })).toMatchObject({
      placed: 'yes',
      answered: false,
    });
    expect(await dialling).toMatchObject({ kind: 'unknown' });
  });

  test('hangs up a call that is up, and says that it was', async () => {
    await engine.carrier.fail({ placedButUnknownRate: 1 });
    const { ref } = await stand.planned();
    await dialNow(engine, ref);
    const seen = await engine.activities.fenceCall({ ...ref, reason: 'dial-unknown' });
    expect(seen.placed).toBe('yes');
    expect(await engine.activities.fenceCall({ ...ref, reason: 'again' })).toMatchObject({ placed: 'yes' });
    expect((await engine.carrier.client.callsOf(ref.attemptId))[0]?.state).toBe('ended');
  });
});
