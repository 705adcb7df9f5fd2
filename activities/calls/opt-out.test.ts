import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { suppressNumber } from '../../database/engine/suppress-number.ts';
import { recordOptOutOfCall } from '../../database/receipts/opt-out-of-call.ts';
import { dialNow } from '../testing/attempts.ts';
import { type CallStand, startCallStand } from '../testing/call-stand.ts';
import { DIAL_STAGES, dialReaches } from '../testing/dial-stages.ts';
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

/** From a dial that is asked for, to one that rings. */
const STAGES = DIAL_STAGES.slice(1);

describe('an opt-out beside a dial', () => {
  test('blocks the dial or hangs it up, whichever of them is first', async () => {
    const { refs } = await stand.planned(16);
    await engine.carrier.behave({ answerRate: 1, ringMedianMs: 20, sigma: 0, talkMedianMs: 60_000_000 });
    const about = { source: 'spoken', reason: '', createdBy: 'test' } as const;

    const results = await Promise.all(
      refs.map(async (ref, i) => {
        const [attempt] = await engine.rows<{ number_hmac: Buffer }>(`select number_hmac from attempts where id = $1`, [
          ref.attemptId,
        ]);
        const numberHmac = attempt!.number_hmac;
        const dialling = dialNow(engine, ref);
        await dialReaches(engine, STAGES[i % STAGES.length]!, numberHmac);
        // By another call of the same number: nobody is left out.
        const suppressed = await suppressNumber(
          engine.database,
          ref.tenantId,
          {
            ...about,
            numberHmac,
            number: null,
            tail: null,
            campaignId: null,
            attemptId: null,
          },
          Date.now(),
        );
        return { ref, outcome: await dialling, told: suppressed.live.includes(ref.attemptId) };
      }),
    );

    const placed = engine.carrier.placed().map(({ intent }) => intent);
    for (const { ref, outcome, told } of results) {
      if (outcome.kind === 'answered') {
        expect(told).toBe(true);
        continue;
      }
      // Fenced by the refusal before the dial began, or told of it by the last screening.
      expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/^(fenced|suppressed)$/) });
      expect(placed).not.toContain(ref.attemptId);
    }
  });
});

describe('an opt-out by the voice worker', () => {
  test('is idempotent and leaves its own call to say goodbye', async () => {
    const { ref } = await stand.planned();
    await dialNow(engine, ref);
    const about = { source: 'spoken', reason: 'said so', createdBy: 'voice-worker' } as const;
    const first = await recordOptOutOfCall(engine.database, ref.tenantId, ref.attemptId, about, Date.now());
    const second = await recordOptOutOfCall(engine.database, ref.tenantId, ref.attemptId, about, Date.now());
    expect(first).toMatchObject({ added: true, repeated: false, live: [] });
    expect(second).toMatchObject({ added: false, repeated: true, live: [], outbox: [], optOutId: first?.optOutId });
    expect(await engine.rows(`select 1 from outbox where tenant_id = $1 and kind = 'signal'`, [ref.tenantId])).toEqual(
      [],
    );
    expect(await stand.leaseCount(ref)).toBe(1);
  });
});
