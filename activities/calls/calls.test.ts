import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { suppressNumber, suppressNumberOfAttempt } from '../../database/engine/suppress-number.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import { eventually } from '../../testing/eventually.ts';
import { startTestTemporal, type TestTemporal } from '../../testing/temporal.ts';
import { createActivities } from '../create-activities.ts';
import type { CallRef, FinishInput } from '../interface.ts';
import type { Carrier } from '../telephony/carrier.ts';
import { aReport, dialNow, leased } from '../testing/attempts.ts';
import {
  aCampaign,
  aLaunch,
  aNumber,
  aTenant,
  aTrunk,
  someLeads,
  startTestEngine,
  type TestCampaign,
  type TestEngine,
} from '../testing/test-engine.ts';

let temporal: TestTemporal;
let engine: TestEngine;

beforeAll(async () => {
  temporal = await startTestTemporal();
  engine = await startTestEngine({ temporal: temporal.client, keyring: temporal.keyring });
}, 60_000);
afterAll(async () => {
  await engine?.stop();
  await temporal?.stop();
});
beforeEach(async () => {
  await engine.carrier.fail({});
  await engine.carrier.behave({ answerRate: 1, talkMedianMs: 60_000_000 });
});

interface Planned {
  campaign: TestCampaign;
  refs: CallRef[];
  ref: CallRef;
  leads: string[];
}

/** Leads of a new campaign, launched and waiting for their dial. */
async function planned(leads = 1, about: Parameters<typeof aCampaign>[3] = {}): Promise<Planned> {
  const tenantId = await aTenant(engine);
  const campaign = await aCampaign(engine, tenantId, await aTrunk(engine), about);
  const ids = await someLeads(
    engine,
    campaign,
    Array.from({ length: leads }, (_, i) => aNumber(i)),
  );
  await engine.activities.launchCalls(aLaunch(campaign, { count: leads }));
  const refs = await leased(engine, tenantId);
  const [ref] = refs;
  if (!ref || refs.length !== leads) throw new Error('not launched');
  return { campaign, refs, ref, leads: ids };
}

const attemptOf = async (ref: CallRef) =>
  (
    await engine.rows<{
      state: string;
      disposition: string | null;
      dial_started_at: Date | null;
      answered_at: Date | null;
      fenced_at: Date | null;
      talk_ms: number | null;
      lead_id: string;
    }>(`select * from attempts where id = $1`, [ref.attemptId])
  )[0]!;
const leadOf = async (ref: CallRef) =>
  (
    await engine.rows<{
      state: string;
      reason: string | null;
      priority: number;
      next_attempt_at: Date;
      next_phone: number;
      callback_at: Date | null;
      callback_moved_from: Date | null;
      attempts: number;
    }>(
      `select cl.* from campaign_leads cl join attempts a on a.lead_id = cl.lead_id and a.campaign_id = cl.campaign_id
       where a.id = $1`,
      [ref.attemptId],
    )
  )[0]!;
const leaseCount = async (ref: CallRef) =>
  (await engine.rows(`select 1 from leases where attempt_id = $1`, [ref.attemptId])).length;
const placedFor = (ref: CallRef) => engine.carrier.placed().filter((entry) => entry.intent === ref.attemptId).length;
const completed = (ref: CallRef, about: Partial<FinishInput> = {}): FinishInput => ({
  ...ref,
  disposition: 'completed',
  endReason: 'agent-ended',
  report: aReport(),
  ...about,
});

describe('preparation', () => {
  test('of a call without media needs no room', async () => {
    const { ref } = await planned();
    expect(await engine.activities.prepareCall({ ...ref, dialAt: new Date().toISOString() })).toEqual({
      kind: 'ready',
    });
  });

  test('says why nothing will be dialled: paused, fenced, finished', async () => {
    const dialAt = new Date().toISOString();
    const paused = await planned();
    await engine.rows(`update campaigns set status = 'paused' where id = $1`, [paused.campaign.campaignId]);
    expect(await engine.activities.prepareCall({ ...paused.ref, dialAt })).toEqual({
      kind: 'not-dialled',
      disposition: 'cancelled',
      reason: 'campaign-not-running',
    });
    const fenced = await planned();
    await engine.activities.fenceCall({ ...fenced.ref, reason: 'test' });
    expect(await engine.activities.prepareCall({ ...fenced.ref, dialAt })).toMatchObject({ reason: 'fenced' });
    const ended = await planned();
    await engine.activities.finishCall(completed(ended.ref));
    expect(await engine.activities.prepareCall({ ...ended.ref, dialAt })).toMatchObject({ reason: 'ended' });
  });
});

describe('the dial', () => {
  test('places the call once, waits for the answer and keeps its verdict', async () => {
    const { ref } = await planned();

    const outcome = await dialNow(engine, ref);

    expect(outcome).toMatchObject({ kind: 'answered' });
    expect(placedFor(ref)).toBe(1);
    expect(await attemptOf(ref)).toMatchObject({ state: 'active', disposition: null });
    const verdicts = await engine.rows(`select result from verdicts where attempt_id = $1 and phase = 'dial'`, [
      ref.attemptId,
    ]);
    expect(verdicts).toEqual([{ result: 'allowed' }]);
  });

  test('waits for its slot', async () => {
    const { ref } = await planned();
    const dialAtMs = Date.now() + 400;
    await engine.activities.dial({ ...ref, dialAt: new Date(dialAtMs).toISOString(), ringTimeoutMs: 30_000 });
    const [placed] = engine.carrier.placed().filter((entry) => entry.intent === ref.attemptId);
    expect(Date.parse(placed!.at)).toBeGreaterThanOrEqual(dialAtMs);
  });

  test('rings once however often it is run', async () => {
    const { ref } = await planned();

    const outcomes = await Promise.all(Array.from({ length: 8 }, () => dialNow(engine, ref)));

    expect(placedFor(ref)).toBe(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'answered')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'unknown')).toHaveLength(7);
  });

  test('reads the carrier’s answer by the table of SIP answers', async () => {
    await engine.carrier.behave({ answerRate: 0 });
    const { refs } = await planned(12);
    const outcomes = await Promise.all(refs.map((ref) => dialNow(engine, ref)));
    expect(outcomes.every((outcome) => outcome.kind === 'not-answered')).toBe(true);
    const dispositions = new Set(outcomes.map((outcome) => outcome.kind === 'not-answered' && outcome.disposition));
    expect([...dispositions]).toEqual(expect.arrayContaining(['no-answer', 'busy']));
  });

  test('is unknown when the carrier lost track of the call', async () => {
    await engine.carrier.fail({ placedButUnknownRate: 1 });
    const { ref } = await planned();
    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'unknown' });
    expect(placedFor(ref)).toBe(1);
  });

  test('is refused when the number was suppressed between claim and dial', async () => {
    const { ref } = await planned();
    const [row] = await engine.rows<{ number_hmac: Buffer }>(`select number_hmac from attempts where id = $1`, [
      ref.attemptId,
    ]);
    await engine.rows(`insert into suppressions (tenant_id, number_hmac, source) values ($1, $2, 'api')`, [
      ref.tenantId,
      row!.number_hmac,
    ]);

    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'refused', disposition: 'blocked', reason: 'suppressed' });
    expect(placedFor(ref)).toBe(0);
  });

  test('obeys the campaign’s brake, and the lead goes back as it was', async () => {
    const { ref, campaign } = await planned();
    await engine.rows(`update campaigns set status = 'paused' where id = $1`, [campaign.campaignId]);

    const outcome = await dialNow(engine, ref);

    expect(outcome).toMatchObject({ kind: 'refused', disposition: 'cancelled', reason: 'campaign-not-running' });
    expect(placedFor(ref)).toBe(0);
    await engine.activities.finishCall({ ...ref, disposition: 'cancelled', endReason: 'not-dialled' });
    expect(await leadOf(ref)).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  test('is deferred when the window has closed since the claim', async () => {
    const { ref } = await planned();
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
    const lead = await leadOf(ref);
    expect(lead).toMatchObject({ state: 'waiting', reason: 'outside-window', attempts: 0 });
    expect(lead.next_attempt_at.toISOString()).toBe(outcome.nextAt);
  });

  test('refuses when the last screening cannot be completed', async () => {
    const { ref } = await planned();
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
    expect(placedFor(ref)).toBe(0);
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

describe('an opt-out beside a dial', () => {
  test('blocks the dial or hangs it up, whichever of them is first', async () => {
    const { refs } = await planned(16);
    await engine.carrier.behave({ answerRate: 1, ringMedianMs: 20_000, sigma: 0, talkMedianMs: 60_000_000 });
    const about = { source: 'spoken', reason: '', createdBy: 'test' } as const;

    const results = await Promise.all(
      refs.map(async (ref, i) => {
        const dialling = dialNow(engine, ref);
        if (i % 4 > 0) await new Promise((resolve) => setTimeout(resolve, (i % 4) * 3));
        // By another call of the same number: nobody is left out.
        const number = await engine.rows<{ number_hmac: Buffer }>(`select number_hmac from attempts where id = $1`, [
          ref.attemptId,
        ]);
        const suppressed = await suppressNumber(
          engine.database,
          ref.tenantId,
          {
            ...about,
            numberHmac: number[0]!.number_hmac,
            number: null,
            tail: null,
            campaignId: null,
            attemptId: null,
          },
          Date.now(),
        );
        return { outcome: await dialling, told: suppressed.live.includes(ref.attemptId) };
      }),
    );

    for (const { outcome, told } of results) {
      if (outcome.kind === 'answered') expect(told).toBe(true);
      else expect(outcome).toMatchObject({ kind: 'refused', reason: 'suppressed' });
    }
  });
});

describe('the fence', () => {
  test('makes every later dial impossible', async () => {
    const { ref } = await planned();
    const seen = await engine.activities.fenceCall({ ...ref, reason: 'given up' });
    expect(seen).toEqual({ placed: 'never', ringing: false, answered: false });
    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'refused', disposition: 'cancelled', reason: 'fenced' });
    expect(placedFor(ref)).toBe(0);
  });

  test('refuses a dial that had begun but was not placed when it fell', async () => {
    const { ref } = await planned();
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
    expect(placedFor(ref)).toBe(0);
  });

  test('that cancels a ringing call is not mistaken for nobody answering', async () => {
    await engine.carrier.behave({ answerRate: 1, ringMedianMs: 100_000, sigma: 0 });
    const { ref } = await planned();
    const dialling = engine.activities.dial({ ...ref, dialAt: new Date(0).toISOString(), ringTimeoutMs: 110_000 });
    await eventually(async () => expect(placedFor(ref)).toBe(1));
    expect(await engine.activities.fenceCall({ ...ref, reason: 'test' })).toMatchObject({ placed: 'yes' });
    expect(await dialling).toMatchObject({ kind: 'unknown' });
  });

  test('hangs up a call that is up, and says that it was', async () => {
    await engine.carrier.fail({ placedButUnknownRate: 1 });
    const { ref } = await planned();
    await dialNow(engine, ref);
    const seen = await engine.activities.fenceCall({ ...ref, reason: 'dial-unknown' });
    expect(seen.placed).toBe('yes');
    expect(await engine.activities.fenceCall({ ...ref, reason: 'again' })).toMatchObject({ placed: 'yes' });
    expect((await engine.carrier.client.callsOf(ref.attemptId))[0]?.state).toBe('ended');
  });
});

describe('finishing', () => {
  test('writes one disposition, gives the lease back and decides about the lead', async () => {
    const { ref } = await planned();
    await dialNow(engine, ref);

    expect(await engine.activities.finishCall(completed(ref))).toEqual({ disposition: 'completed' });

    expect(await attemptOf(ref)).toMatchObject({ state: 'ended', disposition: 'completed', talk_ms: 1_000 });
    expect(await leaseCount(ref)).toBe(0);
    expect(await leadOf(ref)).toMatchObject({ state: 'done', reason: 'completed', attempts: 1 });
    const [call] = await engine.rows<{ state: string; end_reason: string; turn_count: number }>(
      `select state, end_reason, turn_count from calls where id = $1`,
      [ref.attemptId],
    );
    expect(call).toEqual({ state: 'ended', end_reason: 'agent-ended', turn_count: 4 });
  });

  test('twice, at once or later, writes once and answers the same', async () => {
    const { ref } = await planned();
    await dialNow(engine, ref);
    const other = completed(ref, { disposition: 'silent', report: aReport({ outcome: 'silent' }) });

    const answers = await Promise.all([
      engine.activities.finishCall(completed(ref)),
      engine.activities.finishCall(completed(ref)),
      engine.activities.finishCall(other),
    ]);

    expect(new Set(answers.map((answer) => answer.disposition)).size).toBe(1);
    expect(await leadOf(ref)).toMatchObject({ attempts: 1 });
    const ends = await engine.rows(`select 1 from events where call_id = $1 and type = 'call.ended'`, [ref.attemptId]);
    expect(ends).toHaveLength(1);
    const { disposition } = await attemptOf(ref);
    expect(await engine.activities.finishCall(other)).toEqual({ disposition });
  });

  test('sends the lead back with its next time and phone after no answer', async () => {
    const tenantId = await aTenant(engine);
    const campaign = await aCampaign(engine, tenantId, await aTrunk(engine), {
      retries: {
        rules: { 'no-answer': { maxAttempts: 4, delaySeconds: 600, phone: 'next', spread: 'exact', counts: true } },
      },
    });
    await someLeads(engine, campaign, [[aNumber(1), aNumber(2)]]);
    await engine.activities.launchCalls(aLaunch(campaign));
    const [ref] = await leased(engine, tenantId);
    await engine.activities.finishCall({ ...ref!, disposition: 'no-answer', endReason: 'not-answered' });

    const lead = await leadOf(ref!);
    expect(lead).toMatchObject({ state: 'waiting', next_phone: 1, reason: 'no-answer', attempts: 1 });
    const waitMs = lead.next_attempt_at.getTime() - Date.now();
    expect(Math.abs(waitMs - 600_000)).toBeLessThan(5_000);
  });

  test('keeps a promised callback before everything else, in real time', async () => {
    const { ref } = await planned();
    await dialNow(engine, ref);
    const [tenant] = await engine.rows<{ clock_offset_ms: string }>(
      `select clock_offset_ms from tenants where id = $1`,
      [ref.tenantId],
    );
    const promisedMs = Date.now() + 30 * 60_000;
    const onTheirClock = new Date(promisedMs + Number(tenant!.clock_offset_ms)).toISOString();

    await engine.activities.finishCall(
      completed(ref, {
        disposition: 'callback-requested',
        report: aReport({ outcome: 'callback-requested', callback: { at: onTheirClock } }),
      }),
    );

    const lead = await leadOf(ref);
    expect(lead).toMatchObject({ state: 'waiting', priority: 0, callback_moved_from: null });
    expect(lead.callback_at?.getTime()).toBe(promisedMs);
    expect(lead.next_attempt_at.getTime()).toBe(promisedMs);
  });

  test('keeps a promise made by a voice worker that died before it reported', async () => {
    const { ref } = await planned();
    await dialNow(engine, ref);
    const [tenant] = await engine.rows<{ clock_offset_ms: string }>(
      `select clock_offset_ms from tenants where id = $1`,
      [ref.tenantId],
    );
    const promisedMs = Date.now() + 45 * 60_000;
    const at = new Date(promisedMs + Number(tenant!.clock_offset_ms)).toISOString();
    await engine.rows(
      `update calls set facts = jsonb_build_object('callback', jsonb_build_object('at', $2::text)) where id = $1`,
      [ref.attemptId, at],
    );

    await engine.activities.finishCall({ ...ref, disposition: 'agent-failed', endReason: 'agent-lost' });

    expect((await leadOf(ref)).callback_at?.getTime()).toBe(promisedMs);
  });

  test('an opt-out ends the number in every campaign, hangs up its calls and is on the list first', async () => {
    const tenantId = await aTenant(engine);
    const trunk = await aTrunk(engine);
    const [one, two, three] = [
      await aCampaign(engine, tenantId, trunk),
      await aCampaign(engine, tenantId, trunk),
      await aCampaign(engine, tenantId, trunk),
    ];
    await someLeads(engine, one, [aNumber(1)]);
    // The same person at another of their numbers, in a call already; and a lead who waits.
    await someLeads(engine, two, [[aNumber(2), aNumber(1)]]);
    await someLeads(engine, three, [aNumber(1)]);
    await engine.activities.launchCalls(aLaunch(one));
    await engine.activities.launchCalls(aLaunch(two));
    const refs = await leased(engine, tenantId);
    const attempts = await engine.rows<{ id: string; campaign_id: string }>(
      `select id, campaign_id from attempts where tenant_id = $1`,
      [tenantId],
    );
    const ref = refs.find((r) => attempts.some((a) => a.id === r.attemptId && a.campaign_id === one.campaignId))!;
    const other = refs.find((r) => r !== ref)!;
    await dialNow(engine, ref);

    await engine.activities.finishCall(
      completed(ref, { disposition: 'opted-out', report: aReport({ outcome: 'opted-out', optOut: true }) }),
    );

    const suppressions = await engine.rows(`select 1 from suppressions where tenant_id = $1`, [tenantId]);
    expect(suppressions).toHaveLength(1);
    expect(await leadOf(ref)).toMatchObject({ state: 'done', reason: 'opted-out' });
    const states = await engine.rows(`select state, reason from campaign_leads where campaign_id = $1`, [
      three.campaignId,
    ]);
    expect(states).toEqual([{ state: 'blocked', reason: 'suppressed' }]);
    const history = await temporal.client.workflow.getHandle(`call:${other.attemptId}`).fetchHistory();
    expect(
      history.events?.some((event) => event.workflowExecutionSignaledEventAttributes?.signalName === 'callHangUp'),
    ).toBe(true);
    expect(await dialNow(engine, other)).toMatchObject({ kind: 'refused', reason: 'suppressed' });
  });

  test('hangs up at the carrier before the lease goes', async () => {
    const { ref } = await planned();
    await dialNow(engine, ref);
    await engine.activities.finishCall({ ...ref, disposition: 'completed', endReason: 'campaign-stopped' });
    expect((await engine.carrier.client.callsOf(ref.attemptId))[0]?.state).toBe('ended');
  });

  test('holds the lease while the carrier cannot be asked', async () => {
    const { ref } = await planned();
    await dialNow(engine, ref);
    const fake = engine.deps.carriers.fake!;
    const cutOff = createActivities({
      ...engine.deps,
      carriers: { fake: { ...fake, hangUp: () => Promise.reject(new Error('no connection')) } },
    });
    const stop: FinishInput = { ...ref, disposition: 'completed', endReason: 'campaign-stopped' };
    await expect(cutOff.finishCall(stop)).rejects.toThrow('no connection');
    expect(await leaseCount(ref)).toBe(1);
    await engine.activities.finishCall(stop);
    expect(await leaseCount(ref)).toBe(0);
  });
});

describe('an opt-out by the voice worker', () => {
  test('is idempotent and leaves its own call to say goodbye', async () => {
    const { ref } = await planned();
    await dialNow(engine, ref);
    const about = { source: 'spoken', reason: 'said so', createdBy: 'voice-worker' } as const;
    const first = await suppressNumberOfAttempt(engine.database, ref.tenantId, ref.attemptId, about, Date.now());
    const second = await suppressNumberOfAttempt(engine.database, ref.tenantId, ref.attemptId, about, Date.now());
    expect(first).toMatchObject({ added: true, live: [] });
    expect(second).toMatchObject({ added: false, live: [] });
    expect(await deliverOutbox(engine.deps, ref.tenantId, first!.outbox)).toBe(0);
    expect(await leaseCount(ref)).toBe(1);
  });
});
