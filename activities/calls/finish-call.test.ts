import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '../../database/engine/uuidv7.ts';
import type { AttemptId } from '../../domain/ids.ts';
import { createActivities } from '../create-activities.ts';
import type { FinishInput } from '../interface.ts';
import { aReport, dialNow, leased } from '../testing/attempts.ts';
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

describe('finishing', () => {
  test('writes one disposition, gives the lease back and decides about the lead', async () => {
    const { ref } = await stand.planned();
    await dialNow(engine, ref);

    expect(await engine.activities.finishCall(completed(ref))).toEqual({ disposition: 'completed' });

    expect(await stand.attemptOf(ref)).toMatchObject({ state: 'ended', disposition: 'completed', talk_ms: 1_000 });
    expect(await stand.leaseCount(ref)).toBe(0);
    expect(await stand.leadOf(ref)).toMatchObject({ state: 'done', reason: 'completed', attempts: 1 });
    const [call] = await engine.rows<{ state: string; end_reason: string; turn_count: number }>(
      `select state, end_reason, turn_count from calls where id = $1`,
      [ref.attemptId],
    );
    expect(call).toEqual({ state: 'ended', end_reason: 'agent-ended', turn_count: 4 });
  });

  test('twice, at once or later, writes once and answers the same', async () => {
    const { ref } = await stand.planned();
    await dialNow(engine, ref);
    const other = completed(ref, { disposition: 'silent', report: aReport({ outcome: 'silent' }) });

    const answers = await Promise.all([
      engine.activities.finishCall(completed(ref)),
      engine.activities.finishCall(completed(ref)),
      engine.activities.finishCall(other),
    ]);

    expect(new Set(answers.map((answer) => answer.disposition)).size).toBe(1);
    expect(await stand.leadOf(ref)).toMatchObject({ attempts: 1 });
    const ends = await engine.rows(`select 1 from events where call_id = $1 and type = 'call.ended'`, [ref.attemptId]);
    expect(ends).toHaveLength(1);
    const { disposition } = await stand.attemptOf(ref);
    expect(await engine.activities.finishCall(other)).toEqual({ disposition });
  });

  test('does not send back a lead whose list the campaign lost during the call', async () => {
    const { ref, campaign } = await stand.planned();
    await dialNow(engine, ref);
    await engine.rows('delete from campaign_lists where campaign_id = $1', [campaign.campaignId]);

    const busy = { disposition: 'busy', endReason: 'not-answered' } as const;
    await engine.activities.finishCall({ tenantId: ref.tenantId, attemptId: ref.attemptId, ...busy });

    expect(await stand.leadOf(ref)).toMatchObject({ state: 'done', reason: 'list-removed', attempts: 1 });
  });

  test('keeps the time of an answer that nobody reported', async () => {
    const { ref } = await stand.planned();
    const answeredAt = new Date(Date.now() - 5_000).toISOString();

    await engine.activities.finishCall({
      tenantId: ref.tenantId,
      attemptId: ref.attemptId,
      disposition: 'unknown',
      endReason: 'agent-lost',
      answeredAt,
    });

    const [attempt] = await engine.rows<{ answered_at: Date; talk_ms: number }>(
      'select answered_at, talk_ms from attempts where id = $1',
      [ref.attemptId],
    );
    expect(attempt?.answered_at.toISOString()).toBe(answeredAt);
    expect(attempt?.talk_ms).toBeGreaterThanOrEqual(5_000);
  });

  test('of an attempt that does not exist is refused, whatever is known of it', async () => {
    const { ref } = await stand.planned();
    const missing = { ...completed(ref), attemptId: uuidv7(Date.now()) as AttemptId, media: false };
    await expect(engine.activities.finishCall(missing)).rejects.toThrow('does not exist');
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
    const asked = Date.now();
    await engine.activities.finishCall({ ...ref!, disposition: 'no-answer', endReason: 'not-answered' });

    const lead = await stand.leadOf(ref!);
    expect(lead).toMatchObject({ state: 'waiting', next_phone: 1, reason: 'no-answer', attempts: 1 });
    const endedAt = lead.next_attempt_at.getTime() - 600_000;
    expect(endedAt).toBeGreaterThanOrEqual(asked);
    expect(endedAt).toBeLessThanOrEqual(Date.now());
  });

  test('keeps a promised callback before everything else, in real time', async () => {
    const { ref } = await stand.planned();
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

    const lead = await stand.leadOf(ref);
    expect(lead).toMatchObject({ state: 'waiting', priority: 0, callback_moved_from: null });
    expect(lead.callback_at?.getTime()).toBe(promisedMs);
    expect(lead.next_attempt_at.getTime()).toBe(promisedMs);
  });

  test('keeps a promise made by a voice worker that died before it reported', async () => {
    const { ref } = await stand.planned();
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

    expect((await stand.leadOf(ref)).callback_at?.getTime()).toBe(promisedMs);
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
    expect(await stand.leadOf(ref)).toMatchObject({ state: 'done', reason: 'opted-out' });
    const states = await engine.rows(`select state, reason from campaign_leads where campaign_id = $1`, [
      three.campaignId,
    ]);
    expect(states).toEqual([{ state: 'blocked', reason: 'suppressed' }]);
    const history = await stand.temporal.client.workflow.getHandle(`call:${other.attemptId}`).fetchHistory();
    expect(
      history.events?.some((event) => event.workflowExecutionSignaledEventAttributes?.signalName === 'callHangUp'),
    ).toBe(true);
    expect(await dialNow(engine, other)).toMatchObject({ kind: 'refused', reason: 'fenced' });
  });

  test('hangs up at the carrier before the lease goes', async () => {
    const { ref } = await stand.planned();
    await dialNow(engine, ref);
    await engine.activities.finishCall({ ...ref, disposition: 'completed', endReason: 'campaign-stopped' });
    expect((await engine.carrier.client.callsOf(ref.attemptId))[0]?.state).toBe('ended');
  });

  test('holds the lease while the carrier cannot be asked', async () => {
    const { ref } = await stand.planned();
    await dialNow(engine, ref);
    const fake = engine.deps.carriers.fake!;
    const cutOff = createActivities({
      ...engine.deps,
      carriers: { fake: { ...fake, hangUp: () => Promise.reject(new Error('no connection')) } },
    });
    const stop: FinishInput = { ...ref, disposition: 'completed', endReason: 'campaign-stopped' };
    await expect(cutOff.finishCall(stop)).rejects.toThrow('no connection');
    expect(await stand.leaseCount(ref)).toBe(1);
    await engine.activities.finishCall(stop);
    expect(await stand.leaseCount(ref)).toBe(0);
  });
});
