import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createActivities } from '../create-activities.ts';
import type { Disposition } from '../../domain/vocabulary.ts';
import type { Carrier } from '../telephony/carrier.ts';
import { dialNow, leased } from '../testing/attempts.ts';
import { type CallStand, completed, startCallStand } from '../testing/call-stand.ts';
import { aCampaign, aLaunch, aNumber, aTenant, aTrunk, someLeads, type TestEngine } from '../testing/test-engine.ts';

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

describe('preparation', () => {
  test('of a call without media needs no room', async () => {
    const { ref } = await stand.planned();
    expect(await engine.activities.prepareCall({ ...ref, dialAt: new Date().toISOString() })).toEqual({
      kind: 'ready',
    });
  });

  test('says why nothing will be dialled: paused, fenced, finished', async () => {
    const dialAt = new Date().toISOString();
    const paused = await stand.planned();
    await engine.rows(`update campaigns set status = 'paused' where id = $1`, [paused.campaign.campaignId]);
    expect(await engine.activities.prepareCall({ ...paused.ref, dialAt })).toEqual({
      kind: 'not-dialled',
      disposition: 'cancelled',
      reason: 'campaign-not-running',
    });
    const fenced = await stand.planned();
    await engine.activities.fenceCall({ ...fenced.ref, reason: 'test' });
    expect(await engine.activities.prepareCall({ ...fenced.ref, dialAt })).toMatchObject({ reason: 'fenced' });
    const ended = await stand.planned();
    await engine.activities.finishCall(completed(ended.ref));
    expect(await engine.activities.prepareCall({ ...ended.ref, dialAt })).toMatchObject({ reason: 'ended' });
  });
});

/** By the failure of the development carrier's log. */
const DISPOSITIONS: Record<string, Disposition> = {
  'no-answer': 'no-answer',
  busy: 'busy',
  declined: 'declined',
  invalid: 'invalid-number',
  unavailable: 'carrier-error',
};

describe('the dial', () => {
  test('places the call once, waits for the answer and keeps its verdict', async () => {
    const { ref } = await stand.planned();

    const outcome = await dialNow(engine, ref);

    expect(outcome).toMatchObject({ kind: 'answered' });
    expect(stand.placedFor(ref)).toBe(1);
    expect(await stand.attemptOf(ref)).toMatchObject({ state: 'active', disposition: null });
    const verdicts = await engine.rows(
      `select body::jsonb->>'result' as result from ledger_entries where attempt_id = $1 and kind = 'verdict'`,
      [ref.attemptId],
    );
    expect(verdicts).toEqual([{ result: 'allowed' }]);
  });

  test('waits for its slot', async () => {
    const { ref } = await stand.planned();
    const dialAtMs = Date.now() + 400;
    await engine.activities.dial({ ...ref, dialAt: new Date(dialAtMs).toISOString(), ringTimeoutMs: 30_000 });
    const [placed] = engine.carrier.placed().filter((entry) => entry.intent === ref.attemptId);
    expect(Date.parse(placed!.at)).toBeGreaterThanOrEqual(dialAtMs);
  });

  test('rings once however often it is run', async () => {
    const { ref } = await stand.planned();

    const outcomes = await Promise.all(Array.from({ length: 8 }, () => dialNow(engine, ref)));

    expect(stand.placedFor(ref)).toBe(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'answered')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'unknown')).toHaveLength(7);
  });

  test('reads the carrier’s answer by the table of SIP answers', async () => {
    engine.carrier.pace.speed = 1_000;
    await engine.carrier.behave({ answerRate: 0 });
    const { refs } = await stand.planned(12);
    const outcomes = await Promise.all(refs.map(async (ref) => ({ ref, outcome: await dialNow(engine, ref) })));
    for (const { ref, outcome } of outcomes) {
      const ended = engine.carrier.log().find(({ intent, event }) => intent === ref.attemptId && event === 'ended');
      expect(outcome).toMatchObject({ kind: 'not-answered', disposition: DISPOSITIONS[ended?.reason ?? ''] });
    }
  });

  test('is unknown when the carrier lost track of the call', async () => {
    await engine.carrier.fail({ placedButUnknownRate: 1 });
    const { ref } = await stand.planned();
    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'unknown' });
    expect(stand.placedFor(ref)).toBe(1);
  });

  test('is refused when the number was suppressed between claim and dial', async () => {
    const { ref } = await stand.planned();
    const [row] = await engine.rows<{ number_hmac: Buffer }>(`select number_hmac from attempts where id = $1`, [
      ref.attemptId,
    ]);
    await engine.rows(`insert into suppressions (tenant_id, number_hmac, source) values ($1, $2, 'api')`, [
      ref.tenantId,
      row!.number_hmac,
    ]);

    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'refused', disposition: 'blocked', reason: 'suppressed' });
    expect(stand.placedFor(ref)).toBe(0);
  });

  test('obeys the campaign’s brake, and the lead goes back as it was', async () => {
    const { ref, campaign } = await stand.planned();
    await engine.rows(`update campaigns set status = 'paused' where id = $1`, [campaign.campaignId]);

    const outcome = await dialNow(engine, ref);

    expect(outcome).toMatchObject({ kind: 'refused', disposition: 'cancelled', reason: 'campaign-not-running' });
    expect(stand.placedFor(ref)).toBe(0);
    await engine.activities.finishCall({ ...ref, disposition: 'cancelled', endReason: 'not-dialled' });
    expect(await stand.leadOf(ref)).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  test('is deferred when the window has closed since the claim', async () => {
    const { ref } = await stand.planned();
    engine.clock.shiftMs = 12 * 3_600_000;
    const outcome = await dialNow(engine, ref);
    engine.clock.shiftMs = 0;
    expect(outcome).toMatchObject({ kind: 'refused', disposition: 'deferred', reason: 'outside-window' });
    if (outcome.kind !== 'refused' || !outcome.nextAt) throw new Error('no time was given');
    await engine.activities.finishCall({
      ...ref,
      disposition: 'deferred',
      endReason: 'not-dialled',
      reason: outcome.reason,
      nextAt: outcome.nextAt,
    });
    const lead = await stand.leadOf(ref);
    expect(lead).toMatchObject({ state: 'waiting', reason: 'outside-window', attempts: 0 });
    expect(lead.next_attempt_at.toISOString()).toBe(outcome.nextAt);
  });

  test('refuses when the last screening cannot be completed', async () => {
    const { ref } = await stand.planned();
    const blind = createActivities({
      ...engine.deps,
      keyring: {
        ...engine.deps.keyring,
        open: () => {
          throw new Error('the key is gone');
        },
      },
    });
    const outcome = await blind.dial({ ...ref, dialAt: new Date(0).toISOString(), ringTimeoutMs: 30_000 });
    expect(outcome).toMatchObject({ kind: 'refused', disposition: 'deferred', reason: 'check-failed' });
    expect(stand.placedFor(ref)).toBe(0);
  });
});

describe('a trunk whose credentials are refused', () => {
  test.each([
    ['of the tenant', true],
    ['of the installation', false],
  ])('is paused, and nothing more is launched on it (%s)', async (_name, own) => {
    const tenantId = await aTenant(engine);
    const trunkId = await aTrunk(engine, { tenantId: own ? tenantId : null });
    const campaign = await aCampaign(engine, tenantId, trunkId);
    await someLeads(engine, campaign, [aNumber(1), aNumber(2), aNumber(3)]);
    await engine.activities.launchCalls(aLaunch(campaign, { count: 2 }));
    const [first, second] = await leased(engine, tenantId);
    const refusing: Carrier = {
      ...engine.deps.carriers.fake!,
      place: async () => ({ kind: 'failed', disposition: 'trunk-rejected', pauseTrunk: 'authentication' }),
    };
    const activities = createActivities({ ...engine.deps, carriers: { fake: refusing } });

    const outcome = await activities.dial({ ...first!, dialAt: new Date(0).toISOString(), ringTimeoutMs: 30_000 });

    expect(outcome).toEqual({ kind: 'not-answered', disposition: 'trunk-rejected' });
    const [trunk] = await engine.rows(`select status, paused_reason from trunks where id = $1`, [trunkId]);
    expect(trunk).toEqual({ status: 'paused', paused_reason: 'authentication' });
    expect(await dialNow(engine, second!)).toMatchObject({
      kind: 'refused',
      disposition: 'cancelled',
      reason: 'trunk-paused',
    });
    expect(await engine.activities.launchCalls(aLaunch(campaign))).toMatchObject({
      launched: 0,
      limitedBy: 'trunk-paused',
    });
    const told = await engine.rows(`select 1 from events where type = 'trunk.paused' and tenant_id = $1`, [tenantId]);
    expect(told).toHaveLength(1);
  });
});
