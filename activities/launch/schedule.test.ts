import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestTemporal, type TestTemporal } from '../../testing/temporal.ts';
import { dialNow, leased } from '../testing/attempts.ts';
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

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(engine.clock.now() + hours * HOUR_MS).toISOString();

async function aScheduledCampaign(schedule: { startAt?: string; endAt?: string }): Promise<TestCampaign> {
  const tenantId = await aTenant(engine);
  const campaign = await aCampaign(engine, tenantId, await aTrunk(engine));
  await engine.rows('update campaigns set schedule = $2 where id = $1', [campaign.campaignId, schedule]);
  await someLeads(engine, campaign, [aNumber(1)]);
  return campaign;
}

const measure = ({ tenantId, campaignId }: TestCampaign) =>
  engine.activities.measureCampaign({ tenantId, campaignId, lookBackMs: 0 });

describe('the schedule of a campaign', () => {
  test('keeps every lead until it begins, and says when that is', async () => {
    const startAt = inHours(1);
    const campaign = await aScheduledCampaign({ startAt });

    expect(await engine.activities.launchCalls(aLaunch(campaign))).toMatchObject({
      launched: 0,
      limitedBy: 'outside-schedule',
    });
    expect(await measure(campaign)).toMatchObject({
      leads: { waiting: 1, dueNow: 0 },
      nextDueAt: startAt,
      schedule: 'before',
    });
  });

  test('lets nothing be dialled after its end, not even what was claimed before', async () => {
    const campaign = await aScheduledCampaign({ startAt: inHours(-1), endAt: inHours(1) });
    expect(await engine.activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 1 });
    const [call] = await leased(engine, campaign.tenantId);
    await engine.rows('update campaigns set schedule = $2 where id = $1', [
      campaign.campaignId,
      { endAt: inHours(-1) },
    ]);

    expect(await dialNow(engine, call!)).toEqual({
      kind: 'refused',
      disposition: 'cancelled',
      reason: 'campaign-not-running',
    });
    expect(await measure(campaign)).toMatchObject({ schedule: 'over' });
    expect(await engine.activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 0 });
  });
});
