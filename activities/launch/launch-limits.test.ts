import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../testing/eventually.ts';
import { activitiesWith } from '../testing/activities-with.ts';
import { dialNow, leased } from '../testing/attempts.ts';
import { type CallStand, startCallStand } from '../testing/call-stand.ts';
import {
  aCampaign,
  aLaunch,
  aNumber,
  anAgent,
  aTenant,
  aTrunk,
  someLeads,
  type TestCampaign,
  type TestEngine,
} from '../testing/test-engine.ts';

let stand: CallStand;
let engine: TestEngine;

beforeAll(async () => {
  stand = await startCallStand();
  engine = stand.engine;
});
afterAll(() => stand?.stop());

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => aNumber(from + i));
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

  test('ends nothing by a clock that is wrong; a stop is obeyed all the same', async () => {
    const campaign = await aScheduledCampaign({ endAt: inHours(2) });
    const ahead = { now: () => Date.now() + 3 * HOUR_MS };
    const { measureCampaign } = activitiesWith(engine, {}, { clock: ahead, machineClock: ahead });
    const wrongly = () => measureCampaign({ ...campaign, lookBackMs: 0 });

    await expect(wrongly()).rejects.toMatchObject({ message: expect.stringContaining('NTP'), nonRetryable: false });
    expect(await measure(campaign)).toMatchObject({ schedule: 'open', leads: { dueNow: 1 } });
    await engine.rows(`update campaigns set status = 'stopping' where id = $1`, [campaign.campaignId]);
    expect(await wrongly()).toMatchObject({ status: 'stopping' });
  });
});

describe('limits', () => {
  test('hold for any number of launches at once, of two tenants that share a trunk', async () => {
    const trunk = await aTrunk(engine, { maxConcurrentCalls: 7 });
    const tenants = [await aTenant(engine), await aTenant(engine, { maxConcurrentCalls: 4 })];
    const campaigns: TestCampaign[] = [];
    for (const tenantId of tenants) {
      const agents = [await anAgent(engine, tenantId, 3), await anAgent(engine, tenantId, 2)];
      for (let i = 0; i < 2; i++) {
        const campaign = await aCampaign(engine, tenantId, trunk, { agents, maxConcurrentCalls: 3 });
        await someLeads(engine, campaign, numbers(10, campaigns.length * 10));
        campaigns.push(campaign);
      }
    }

    await Promise.all(
      campaigns.flatMap((campaign) =>
        Array.from({ length: 4 }, () => engine.activities.launchCalls(aLaunch(campaign, { count: 5 }))),
      ),
    );

    const counts = async (column: string) =>
      (
        await engine.rows<{ n: number }>(
          `select count(*)::int as n from leases where trunk_id = $1 group by ${column} order by n desc`,
          [trunk],
        )
      ).map((row) => row.n);
    expect(await counts('trunk_id')).toEqual([7]);
    expect(Math.max(...(await counts('campaign_id')))).toBeLessThanOrEqual(3);
    expect(Math.max(...(await counts('agent_id')))).toBeLessThanOrEqual(3);
    const [ofSecond] = await engine.rows<{ n: number }>(
      `select count(*)::int as n from leases where trunk_id = $1 and tenant_id = $2`,
      [trunk, tenants[1]],
    );
    expect(ofSecond?.n).toBeLessThanOrEqual(4);
  });

  test('one number in two campaigns has one call at a time', async () => {
    const tenantId = await aTenant(engine);
    const trunk = await aTrunk(engine);
    const campaigns = [await aCampaign(engine, tenantId, trunk), await aCampaign(engine, tenantId, trunk)];
    for (const campaign of campaigns) await someLeads(engine, campaign, numbers(5));

    await Promise.all(campaigns.map((campaign) => engine.activities.launchCalls(aLaunch(campaign))));

    const live = await engine.rows<{ number_hmac: Buffer }>(`select number_hmac from leases where tenant_id = $1`, [
      tenantId,
    ]);
    expect(live).toHaveLength(5);
    expect(new Set(live.map((row) => row.number_hmac.toString('hex'))).size).toBe(5);
  });

  test('one person who is a lead twice has one call at a time, whoever claims', async () => {
    const tenantId = await aTenant(engine);
    const trunk = await aTrunk(engine);
    const campaigns = [await aCampaign(engine, tenantId, trunk), await aCampaign(engine, tenantId, trunk)];
    for (const [i, campaign] of campaigns.entries()) await someLeads(engine, campaign, numbers(5, i * 5));
    // The n-th lead of each list is one and the same person, under another number.
    await engine.rows(
      `with numbered as (
         select id, person_id, row_number() over (partition by list_id order by id) as n from leads where tenant_id = $1
       )
       update leads l set person_id = one.person_id from numbered me
       join lateral (select person_id from numbered o where o.n = me.n order by o.person_id limit 1) one on true
       where l.tenant_id = $1 and l.id = me.id`,
      [tenantId],
    );

    await Promise.all(campaigns.map((campaign) => engine.activities.launchCalls(aLaunch(campaign))));

    const live = await engine.rows<{ person_id: string }>(
      `select a.person_id from leases l join attempts a on a.id = l.attempt_id where l.tenant_id = $1`,
      [tenantId],
    );
    expect(live).toHaveLength(5);
    expect(new Set(live.map((row) => row.person_id)).size).toBe(5);
  });

  test('a trunk that the campaign was given while the claim waited for the old one is not dialled unlocked', async () => {
    const tenantId = await aTenant(engine);
    const [before, after] = [await aTrunk(engine), await aTrunk(engine)];
    const campaign = await aCampaign(engine, tenantId, before);
    await someLeads(engine, campaign, numbers(3));
    await engine.rows(`insert into limiters (kind, id) values ('trunk', $1)`, [before]);
    const release = await holdLimiter(engine, before);
    const launch = engine.activities.launchCalls(aLaunch(campaign));
    await eventually(async () => {
      const waiting = `select 1 from pg_locks where not granted and pid in
        (select pid from pg_stat_activity where datname = current_database() and query like '%lock_limits%')`;
      expect(await engine.rows(waiting)).toHaveLength(1);
    });
    await engine.rows('update campaigns set trunk_id = $2 where id = $1', [campaign.campaignId, after]);
    await release();

    expect(await launch).toMatchObject({ launched: 0, limitedBy: 'limits-changed' });
    expect(await engine.activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 3 });
    expect(await leasesOn(engine, after)).toBe(3);
  });

  test('without a ready voice worker nothing with media is placed', async () => {
    const tenantId = await aTenant(engine);
    const campaign = await aCampaign(engine, tenantId, await aTrunk(engine, { carrier: 'loopback' }));
    await someLeads(engine, campaign, numbers(4));
    await engine.rows('delete from voice_workers');
    const activities = activitiesWith(engine, {}, { carriers: { loopback: engine.deps.carriers.fake! } });
    expect(await activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 0, limitedBy: 'voice' });

    await engine.rows(`insert into voice_workers (name, capacity, active, ready) values ('w', 3, 1, 1)`);
    expect(await activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 2, limitedBy: 'voice' });
    expect(await activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 1, limitedBy: 'voice' });
  });

  test('a voice worker with room and one warm process is sent one call', async () => {
    const tenantId = await aTenant(engine);
    const campaign = await aCampaign(engine, tenantId, await aTrunk(engine, { carrier: 'loopback' }));
    await someLeads(engine, campaign, numbers(4, 20));
    await engine.rows('delete from voice_workers');
    await engine.rows(`delete from leases where media`);
    await engine.rows(
      `insert into voice_workers (name, capacity, active, ready, warm, refill_ms) values ('w', 6, 0, 6, 1, 4000)`,
    );
    const activities = activitiesWith(engine, {}, { carriers: { loopback: engine.deps.carriers.fake! } });
    expect(await activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 1, limitedBy: 'voice' });
    expect(await activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 0, limitedBy: 'voice' });

    // The first call is dialled: its agent has a process, and another has become warm.
    await engine.rows(`update attempts set state = 'dialing' where campaign_id = $1`, [campaign.campaignId]);
    expect(await activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 1 });
  });
});

/** Holds a trunk's limiter as another claim would, until it is released. */
async function holdLimiter(of: TestEngine, id: string): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const holding = of.holdRow(`select 1 from limiters where id = $1 for update`, [id], held.resolve, promise);
  await held.promise;
  return async () => {
    resolve();
    await holding;
  };
}

async function leasesOn(of: TestEngine, trunkId: string): Promise<number> {
  const rows = await of.rows<{ n: number }>(`select count(*)::int as n from leases where trunk_id = $1`, [trunkId]);
  return rows[0]?.n ?? 0;
}
