import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../testing/eventually.ts';
import type { TestTemporal } from '../../testing/temporal.ts';
import { aReport, dialNow, leased } from '../testing/attempts.ts';
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

async function running(leads: number, about: Parameters<typeof aCampaign>[3] = {}): Promise<TestCampaign> {
  const tenantId = await aTenant(engine, { maxConcurrentCalls: 50 });
  const campaign = await aCampaign(engine, tenantId, await aTrunk(engine, { maxConcurrentCalls: 40 }), about);
  await someLeads(
    engine,
    campaign,
    Array.from({ length: leads }, (_, i) => aNumber(i)),
  );
  return campaign;
}
const measure = ({ tenantId, campaignId }: TestCampaign) =>
  engine.activities.measureCampaign({ tenantId, campaignId, lookBackMs: 120_000 });
const statusOf = async ({ campaignId }: TestCampaign) =>
  (
    await engine.rows<{ status: string; finished_at: Date | null }>(
      `select status, finished_at from campaigns where id = $1`,
      [campaignId],
    )
  )[0];

describe('a measurement', () => {
  test('tells what is due, in call and free', async () => {
    const campaign = await running(5, { maxConcurrentCalls: 3, callsPerSecond: 20, agentLimits: [2, 7] });
    await engine.activities.launchCalls(aLaunch(campaign, { count: 2 }));
    await engine.rows(
      `update campaign_leads set next_attempt_at = now() + interval '1 hour'
       where lead_id = (select lead_id from campaign_leads where campaign_id = $1 and state = 'waiting' limit 1)`,
      [campaign.campaignId],
    );

    const measured = await measure(campaign);

    expect(measured).toMatchObject({
      status: 'running',
      revision: 1,
      trunk: { status: 'active', carrier: 'fake' },
      free: { campaign: 1, trunk: 38, tenant: 48, agents: 7, voice: null },
      callsPerSecond: 20,
      leads: { waiting: 3, dueNow: 2, inCall: 2, done: 0, blocked: 0 },
    });
    expect(Date.parse(measured.nextDueAt!)).toBeLessThanOrEqual(Date.now());
    expect(measured.demonstrationOffsetMs).toBeGreaterThan(0);
  });

  test('says how many leads wait for their window, where, and when it opens there', async () => {
    const campaign = await running(3, {
      window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: '14:30', end: '16:00', zone: 'lead' },
    });
    await engine.activities.launchCalls(aLaunch(campaign));
    const measured = await measure(campaign);
    expect(measured.waitingForWindow).toMatchObject({ leads: 3, zones: 1, localStart: '14:30' });
    expect(measured.nextDueAt).toBe(measured.waitingForWindow.opensAt);
  });

  test('gives the breaker the endings of the look-back, oldest first', async () => {
    const campaign = await running(3);
    await engine.activities.launchCalls(aLaunch(campaign, { count: 3 }));
    const [first, second, third] = await leased(engine, campaign.tenantId);
    await engine.activities.finishCall({ ...first!, disposition: 'carrier-error', endReason: 'not-answered' });
    await engine.activities.finishCall({ ...second!, disposition: 'busy', endReason: 'not-answered' });
    await engine.activities.finishCall({
      ...third!,
      disposition: 'completed',
      endReason: 'agent-ended',
      report: aReport(),
    });

    const { recentOutcomes } = await measure(campaign);

    expect(recentOutcomes.map(({ group }) => group)).toEqual(['carrier-failure', 'unanswered', 'answered']);
  });

  test('of an empty campaign says that no lead is left', async () => {
    const measured = await measure(await running(0));
    expect(measured.leads).toEqual({ waiting: 0, dueNow: 0, inCall: 0, done: 0, blocked: 0 });
    expect(measured.nextDueAt).toBeNull();
  });

  test('of a large campaign counts beside the tick, and exactly once nobody waits', async () => {
    const campaign = await running(1);
    await engine.rows(
      `with person as (select person_id from leads where list_id = $3), many as (
         insert into leads (tenant_id, list_id, person_id)
         select $1, $3, person_id from person, generate_series(1, 5001) returning id)
       insert into campaign_leads (tenant_id, campaign_id, lead_id, priority) select $1, $2, id, 5 from many`,
      [campaign.tenantId, campaign.campaignId, campaign.listId],
    );
    expect((await measure(campaign)).leads).toMatchObject({ waiting: 5002, done: 0 });
    await engine.rows(
      `update campaign_leads set state = 'done' where ctid in (
         select ctid from campaign_leads where campaign_id = $1 limit 2)`,
      [campaign.campaignId],
    );
    engine.clock.shiftMs = 11_000;
    expect((await measure(campaign)).leads).toMatchObject({ done: 0 });
    await eventually(async () => expect((await measure(campaign)).leads).toMatchObject({ waiting: 5000, done: 2 }));
    await engine.rows(`update campaign_leads set state = 'done' where campaign_id = $1`, [campaign.campaignId]);
    expect((await measure(campaign)).leads).toMatchObject({ waiting: 0, done: 5002 });
    engine.clock.shiftMs = 0;
  });

  test('of a campaign that does not exist fails for good', async () => {
    const campaign = await running(0);
    await expect(measure({ ...campaign, tenantId: await aTenant(engine) })).rejects.toMatchObject({
      type: 'NotFound',
      nonRetryable: true,
    });
  });
});

describe('settling', () => {
  test('writes the status and when it ended, once', async () => {
    const campaign = await running(0);
    const completed = { ...campaign, status: 'completed', revision: 1 } as const;
    await engine.activities.settleCampaign(completed);
    await engine.activities.settleCampaign(completed);
    expect(await statusOf(campaign)).toMatchObject({ status: 'completed', finished_at: expect.any(Date) });
    const events = await engine.rows(`select data from events where campaign_id = $1 and type = 'campaign.status'`, [
      campaign.campaignId,
    ]);
    expect(events).toEqual([{ data: { from: 'running', to: 'completed' } }]);
  });

  test('leaves a row alone that a newer command has changed', async () => {
    const campaign = await running(0);
    await engine.rows(`update campaigns set status = 'paused', revision = 2 where id = $1`, [campaign.campaignId]);
    await engine.activities.settleCampaign({ ...campaign, status: 'completed', revision: 1 });
    expect(await statusOf(campaign)).toMatchObject({ status: 'paused' });
  });
});

test('hanging up a campaign asks every call of it to end, and only of it', async () => {
  const campaign = await running(3);
  const other = await running(1);
  await engine.activities.launchCalls(aLaunch(campaign));
  await engine.activities.launchCalls(aLaunch(other));
  const refs = await leased(engine, campaign.tenantId);
  await dialNow(engine, refs[0]!);

  expect(await engine.activities.hangUpCampaign({ ...campaign, reason: 'campaign-stopped' })).toEqual({ live: 3 });

  for (const { attemptId } of refs) {
    const { events } = await temporal.client.workflow.getHandle(`call:${attemptId}`).fetchHistory();
    const signals = events?.flatMap((event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? []);
    expect(signals).toEqual(['callHangUp']);
  }
  const [untouched] = await leased(engine, other.tenantId);
  const { events } = await temporal.client.workflow.getHandle(`call:${untouched!.attemptId}`).fetchHistory();
  expect(events?.some((event) => event.workflowExecutionSignaledEventAttributes)).toBe(false);
  expect(await engine.rows(`select 1 from outbox where tenant_id = $1`, [campaign.tenantId])).toEqual([]);
});

test('what the breaker did is in the timeline', async () => {
  const campaign = await running(0);
  await engine.activities.notePacing({ ...campaign, event: 'breaker-opened', sentence: '5 of 6 calls failed' });
  const events = await engine.rows(`select type, data from events where campaign_id = $1`, [campaign.campaignId]);
  expect(events).toEqual([{ type: 'campaign.breaker-opened', data: { sentence: '5 of 6 calls failed' } }]);
});
