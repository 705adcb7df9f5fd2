import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { TestTemporal } from '../../testing/temporal.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { activitiesWith } from '../testing/activities-with.ts';
import { dialNow, leased } from '../testing/attempts.ts';
import { type CallStand, startCallStand } from '../testing/call-stand.ts';
import {
  aCampaign,
  aLaunch,
  aNumber,
  aTenant,
  aTrunk,
  someLeads,
  type TestCampaign,
  type TestEngine,
} from '../testing/test-engine.ts';

let stand: CallStand;
let temporal: TestTemporal;
let engine: TestEngine;

beforeAll(async () => {
  stand = await startCallStand();
  ({ engine, temporal } = stand);
});
afterAll(() => stand?.stop());

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => aNumber(from + i));

async function aRunningCampaign(leads: number, about: Parameters<typeof aCampaign>[3] = {}): Promise<TestCampaign> {
  const tenantId = await aTenant(engine);
  const campaign = await aCampaign(engine, tenantId, await aTrunk(engine), about);
  await someLeads(engine, campaign, numbers(leads));
  return campaign;
}

const isStarted = (attemptId: string) =>
  temporal.client.workflow
    .getHandle(workflowIds.call(attemptId))
    .describe()
    .then(() => true)
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    });

const statesOf = (campaign: TestCampaign) =>
  engine.rows<{ state: string; reason: string | null; n: number }>(
    `select state, reason, count(*)::int as n from campaign_leads where campaign_id = $1 group by 1, 2 order by 1, 2`,
    [campaign.campaignId],
  );

describe('a launch', () => {
  test('claims due leads, writes intent, lease and verdict, and starts a workflow for each', async () => {
    const campaign = await aRunningCampaign(3);

    const result = await engine.activities.launchCalls(aLaunch(campaign));

    expect(result).toEqual({ launched: 3, deferred: 0, blocked: 0, limitedBy: null });
    const calls = await leased(engine, campaign.tenantId);
    expect(calls).toHaveLength(3);
    for (const { attemptId } of calls) expect(await isStarted(attemptId)).toBe(true);
    const attempts = await engine.rows<{ state: string; due_at: Date; intended_at: Date }>(
      `select state, due_at, intended_at from attempts where campaign_id = $1`,
      [campaign.campaignId],
    );
    expect(attempts.map((attempt) => attempt.state)).toEqual(['leased', 'leased', 'leased']);
    const verdicts = await engine.rows<{ result: string; phase: string }>(
      `select body::jsonb->>'result' as result, body::jsonb->>'phase' as phase from ledger_entries
       where campaign_id = $1 and kind = 'verdict'`,
      [campaign.campaignId],
    );
    expect(verdicts).toEqual(Array.from({ length: 3 }, () => ({ result: 'allowed', phase: 'claim' })));
    expect(await statesOf(campaign)).toEqual([{ state: 'in-call', reason: null, n: 3 }]);
  });

  test('that runs again starts the same set and claims nothing', async () => {
    const campaign = await aRunningCampaign(6);
    const launch = aLaunch(campaign, { count: 3 });

    const [first, second] = await Promise.all([
      engine.activities.launchCalls(launch),
      engine.activities.launchCalls(launch),
    ]);
    const third = await engine.activities.launchCalls(launch);

    expect([first.launched, second.launched, third.launched]).toEqual([3, 3, 3]);
    expect(await leased(engine, campaign.tenantId)).toHaveLength(3);
  });

  test('that broke off between commit and start is completed by its repetition', async () => {
    const campaign = await aRunningCampaign(2);
    const launch = aLaunch(campaign);
    const broken = activitiesWith(engine, {
      workflow: { start: () => Promise.reject(new Error('no connection')) },
    });
    await expect(broken.launchCalls(launch)).rejects.toThrow('no connection');
    const calls = await leased(engine, campaign.tenantId);
    expect(calls).toHaveLength(2);

    await engine.activities.launchCalls(launch);

    expect(await leased(engine, campaign.tenantId)).toEqual(calls);
    for (const { attemptId } of calls) expect(await isStarted(attemptId)).toBe(true);
  });

  test('keeps slots as far apart as the rate in force asks, though trunk and campaign allow more', async () => {
    const campaign = await aRunningCampaign(6);

    await engine.activities.launchCalls({ ...aLaunch(campaign, { count: 6 }), callsPerSecond: 2 });

    const slots = await engine.rows<{ due_at: Date }>(
      `select due_at from attempts where campaign_id = $1 order by due_at`,
      [campaign.campaignId],
    );
    expect(slots.map(({ due_at }) => due_at.getTime() - slots[0]!.due_at.getTime())).toEqual([0, 500, 1_000]);
  });

  test('at a higher rate does not wait for the slot that a lower one had put off', async () => {
    const campaign = await aRunningCampaign(2);
    const atRate = (callsPerSecond: number) =>
      engine.activities.launchCalls({ ...aLaunch(campaign, { count: 1 }), callsPerSecond });
    expect(await atRate(0.001)).toMatchObject({ launched: 1 });
    expect(await atRate(0.001)).toMatchObject({ launched: 0, limitedBy: 'calls-per-second' });
    expect(await atRate(20)).toMatchObject({ launched: 1 });
  });

  test('takes leads by priority, then by due time', async () => {
    const campaign = await aRunningCampaign(4);
    const ids = await engine.rows<{ lead_id: string }>(`select lead_id from campaign_leads where campaign_id = $1`, [
      campaign.campaignId,
    ]);
    const [first, second, third, last] = ids.map((row) => row.lead_id);
    const order = [
      [first, 5, 10],
      [second, 5, 20],
      [third, 1, 5],
      [last, 9, 60],
    ] as const;
    for (const [id, priority, minutesAgo] of order) {
      await engine.rows(
        `update campaign_leads set priority = $2, next_attempt_at = now() - make_interval(mins => $3) where lead_id = $1`,
        [id, priority, minutesAgo],
      );
    }

    await engine.activities.launchCalls(aLaunch(campaign, { count: 2 }));

    const called = await engine.rows<{ lead_id: string }>(`select lead_id from leases where campaign_id = $1`, [
      campaign.campaignId,
    ]);
    expect(new Set(called.map((row) => row.lead_id))).toEqual(new Set([second, third]));
  });

  test('gives each call its slot of the slower bucket', async () => {
    const tenantId = await aTenant(engine);
    const campaign = await aCampaign(engine, tenantId, await aTrunk(engine, { callsPerSecond: 5 }), {
      callsPerSecond: 50,
    });
    await someLeads(engine, campaign, numbers(12));

    const first = await engine.activities.launchCalls(aLaunch(campaign, { count: 12, horizonMs: 1_000 }));
    const second = await engine.activities.launchCalls(aLaunch(campaign, { count: 12, horizonMs: 2_000 }));

    expect(first).toMatchObject({ launched: 5, limitedBy: 'calls-per-second' });
    expect(second.launched).toBeGreaterThanOrEqual(5);
    const due = await engine.rows<{ due_at: Date }>(
      `select due_at from attempts where campaign_id = $1 order by due_at`,
      [campaign.campaignId],
    );
    const gaps = due.slice(1).map((row, i) => row.due_at.getTime() - due[i]!.due_at.getTime());
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(199);
  });

  test('shows one of the campaign’s own active numbers, and nobody else’s', async () => {
    const campaign = await aRunningCampaign(1);
    await engine.rows(
      `insert into phone_numbers (tenant_id, e164, status) values ($1, '+12125550100', 'active'), ($1, '+12125550199', 'active')`,
      [campaign.tenantId],
    );
    await engine.activities.launchCalls(aLaunch(campaign));
    const shown = () => engine.rows(`select from_number from attempts where tenant_id = $1`, [campaign.tenantId]);
    expect(await shown()).toEqual([{ from_number: '+12125550100' }]);
  });

  test('does nothing for a campaign that is not running', async () => {
    const campaign = await aRunningCampaign(2);
    await engine.rows(`update campaigns set status = 'paused' where id = $1`, [campaign.campaignId]);

    const result = await engine.activities.launchCalls(aLaunch(campaign));

    expect(result).toMatchObject({ launched: 0, limitedBy: 'campaign-not-running' });
    expect(await statesOf(campaign)).toEqual([{ state: 'waiting', reason: null, n: 2 }]);
  });

  test('never lets a demonstration clock decide about a real carrier', async () => {
    const tenantId = await aTenant(engine);
    const campaign = await aCampaign(engine, tenantId, await aTrunk(engine, { carrier: 'livekit-sip' }));
    await engine.rows(`insert into voice_workers (name, capacity, active, ready) values ($1, 10, 0, 1)`, [
      randomUUID(),
    ]);
    await someLeads(engine, campaign, numbers(1));
    const real = {
      ...engine.deps.carriers.fake!,
      capabilities: { ...engine.deps.carriers.fake!.capabilities, real: true },
    };
    const activities = activitiesWith(engine, {}, { carriers: { 'livekit-sip': real } });

    const result = await activities.launchCalls(aLaunch(campaign));

    expect(result).toMatchObject({ launched: 0, limitedBy: 'real-carrier-on-demo-clock' });
  });
});

describe('a machine whose clock is wrong', () => {
  test('claims nobody and blocks nobody, also who is to be blocked', async () => {
    const campaign = await aRunningCampaign(2);
    await engine.rows(`insert into suppressions (tenant_id, number_hmac, source) values ($1, $2, 'officer')`, [
      campaign.tenantId,
      engine.deps.keyring.numberIndex(aNumber(0)),
    ]);
    const wrong = { now: () => Date.now() + 3 * 3_600_000 };
    const activities = activitiesWith(engine, {}, { clock: wrong, machineClock: wrong });

    const result = await activities.launchCalls(aLaunch(campaign));

    expect(result).toEqual({ launched: 0, deferred: 0, blocked: 0, limitedBy: 'clocks-apart' });
    expect(await statesOf(campaign)).toEqual([{ state: 'waiting', reason: null, n: 2 }]);
  });
});

describe('leads that may not be called', () => {
  test('end with their reason, and the count is filled with others', async () => {
    const campaign = await aRunningCampaign(6);
    const { numberIndex } = engine.deps.keyring;
    for (const number of numbers(3)) {
      await engine.rows(`insert into suppressions (tenant_id, number_hmac, source) values ($1, $2, 'officer')`, [
        campaign.tenantId,
        numberIndex(number),
      ]);
      // They come first, so that the count can only be filled by looking on.
      await engine.rows(
        `update campaign_leads set next_attempt_at = now() - interval '1 hour'
         where lead_id in (select lead_id from lead_phones where tenant_id = $1 and number_hmac = $2)`,
        [campaign.tenantId, numberIndex(number)],
      );
    }

    const result = await engine.activities.launchCalls(aLaunch(campaign, { count: 3 }));

    expect(result).toMatchObject({ launched: 3, blocked: 3 });
    expect(await statesOf(campaign)).toEqual([
      { state: 'blocked', reason: 'suppressed', n: 3 },
      { state: 'in-call', reason: null, n: 3 },
    ]);
  });

  test('are blocked when any of their phones is on the list, whichever is dialled', async () => {
    const campaign = await aRunningCampaign(0);
    await someLeads(engine, campaign, [[aNumber(1), aNumber(2)]]);
    await engine.rows(`insert into suppressions (tenant_id, number_hmac, source) values ($1, $2, 'spoken')`, [
      campaign.tenantId,
      engine.deps.keyring.numberIndex(aNumber(2)),
    ]);

    expect(await engine.activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 0, blocked: 1 });
  });

  test('wait until their window opens, by the real clock', async () => {
    const campaign = await aRunningCampaign(2, {
      window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: '14:00', end: '16:00', zone: 'lead' },
    });

    const result = await engine.activities.launchCalls(aLaunch(campaign));

    expect(result).toMatchObject({ launched: 0, deferred: 2 });
    const [lead] = await engine.rows<{ next_attempt_at: Date; reason: string; offset: string }>(
      `select cl.next_attempt_at, cl.reason, t.clock_offset_ms as offset
       from campaign_leads cl join tenants t on t.id = cl.tenant_id where cl.campaign_id = $1`,
      [campaign.campaignId],
    );
    expect(lead?.reason).toBe('outside-window');
    const onTheirClock = new Date(lead!.next_attempt_at.getTime() + Number(lead!.offset));
    const inNewYork = new Date(onTheirClock.getTime() + zoneOffset(onTheirClock)).toISOString();
    expect(inNewYork.slice(11, 16)).toBe('14:00');
    expect(await engine.activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 0, deferred: 0 });

    engine.clock.shiftMs += lead!.next_attempt_at.getTime() - engine.clock.now() + 1_000;
    const later = await engine.activities.launchCalls(aLaunch(campaign));
    engine.clock.shiftMs = 0;
    expect(later.launched).toBe(2);
  });

  test('keep the time they were promised when a callback has to move, and the timeline says so', async () => {
    const campaign = await aRunningCampaign(1, {
      window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: '14:00', end: '16:00', zone: 'lead' },
    });
    const promised = new Date(engine.clock.now() - 1_000);
    await engine.rows(
      `update campaign_leads set priority = 0, callback_at = $2, next_attempt_at = $2 where campaign_id = $1`,
      [campaign.campaignId, promised],
    );

    await engine.activities.launchCalls(aLaunch(campaign));

    const [lead] = await engine.rows<Record<'next_attempt_at' | 'callback_at' | 'callback_moved_from', Date>>(
      `select next_attempt_at, callback_at, callback_moved_from from campaign_leads where campaign_id = $1`,
      [campaign.campaignId],
    );
    expect(lead?.callback_moved_from).toEqual(promised);
    expect(lead?.callback_at).toEqual(lead?.next_attempt_at);
    const told = await engine.rows(`select data from events where campaign_id = $1 and type = 'lead.callback-moved'`, [
      campaign.campaignId,
    ]);
    expect(told).toEqual([{ data: { promisedFor: promised.toISOString() } }]);
  });

  test('are tried at their other phone when only one is impossible', async () => {
    const campaign = await aRunningCampaign(0);
    const [lead] = await someLeads(engine, campaign, [['+18885550123' as never, aNumber(7)]]);

    expect((await engine.activities.launchCalls(aLaunch(campaign))).launched).toBe(1);
    const [attempt] = await engine.rows<{ phone_position: number }>(
      `select phone_position from attempts where lead_id = $1`,
      [lead],
    );
    expect(attempt?.phone_position).toBe(1);
  });

  test('have had as many attempts as a day allows', async () => {
    const tenantId = await aTenant(engine, { attemptsPerDay: 1 });
    const trunk = await aTrunk(engine);
    const one = await aCampaign(engine, tenantId, trunk);
    const other = await aCampaign(engine, tenantId, trunk);
    await someLeads(engine, one, [aNumber(3)]);
    await someLeads(engine, other, [aNumber(3)]);
    await engine.activities.launchCalls(aLaunch(one));
    const [ref] = await leased(engine, tenantId);
    await engine.carrier.behave({ answerRate: 0 });
    const outcome = await dialNow(engine, ref!);
    await engine.activities.finishCall({
      ...ref!,
      disposition: outcome.kind === 'not-answered' ? outcome.disposition : 'unknown',
      endReason: 'not-answered',
    });

    expect(await engine.activities.launchCalls(aLaunch(other))).toMatchObject({ launched: 0, deferred: 1 });
    expect(await statesOf(other)).toEqual([{ state: 'waiting', reason: 'attempts-per-day', n: 1 }]);
  });
});

/** New York, by the pinned tables. */
function zoneOffset(at: Date): number {
  return engine.deps.numbering.zones.offsetMinutes('America/New_York', at.getTime()) * 60_000;
}
