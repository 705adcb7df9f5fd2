import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDriver, type StartedCampaign } from '../testing/engine-driver.ts';
import { eventually } from '../testing/eventually.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { measurements, nobodyLeft } from '../testing/measurements.ts';
import { startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import { campaignCommand, campaignView, campaignWake } from './contract.ts';

const engine = createFakeEngine();
let temporal: TestTemporal;
const { startCampaign: start } = createDriver(() => temporal, engine);

beforeAll(async () => {
  temporal = await startTestTemporal();
  await temporal.run(engine.activities);
});
afterAll(() => temporal?.stop());

const command = (running: StartedCampaign, ...args: Parameters<typeof sent>) =>
  running.executeUpdate(campaignCommand, { args: [sent(...args)] });
const sent = (kind: 'pause' | 'resume' | 'pacing', revision: number) => ({ kind, revision, by: 'test' });
const stop = (running: StartedCampaign, calls: 'finish' | 'hang-up', revision: number) =>
  running.executeUpdate(campaignCommand, { args: [{ kind: 'stop', calls, revision, by: 'test' }] });
const launches = (running: StartedCampaign) =>
  engine.done(running.campaignId).filter((entry) => entry.startsWith('launch'));

describe('a campaign', () => {
  test('launches what its rate allows before the next tick, and completes when no lead is left', async () => {
    const running = await start({
      measure: (tick) => measurements(tick === 0 ? {} : { leads: nobodyLeft }),
    });
    expect(await running.result()).toMatchObject({
      status: 'completed',
      details: 'completed; 10 leads done; 0 blocked',
    });
    expect(engine.done(running.campaignId)).toEqual(['launch 8', 'settle completed 0']);
  });

  test('does not complete over a command that reached its row at the same moment', async () => {
    let row: Parameters<typeof measurements>[0] = { leads: nobodyLeft };
    const running = await start({
      measure: (tick) => measurements(tick === 1 ? { ...row, status: 'paused', revision: 1 } : row),
    });
    await eventually(async () =>
      expect(await running.query(campaignView)).toMatchObject({ status: 'paused', revision: 1 }),
    );
    row = { leads: nobodyLeft, status: 'running', revision: 2 };
    await running.signal(campaignWake);
    expect((await running.result()).status).toBe('completed');
  });

  test('waits for its calls in progress before it completes', async () => {
    let inCall = 1;
    const running = await start({ measure: () => measurements({ leads: { ...nobodyLeft, inCall } }) });
    await eventually(async () =>
      expect(await running.query(campaignView)).toMatchObject({
        status: 'running',
        details: 'waiting for 1 call to end; no lead is left',
      }),
    );
    inCall = 0;
    expect((await running.result()).status).toBe('completed');
    expect(launches(running)).toEqual([]);
  });

  test('says why it waits, and looks at once when it is woken', async () => {
    let leads = { waiting: 148, dueNow: 0, inCall: 0, done: 0, blocked: 0 };
    const running = await start({
      measure: () =>
        measurements({
          at: '2026-11-21T10:00:00.000Z',
          nextDueAt: '2026-11-21T14:00:00.000Z',
          waitingForWindow: { leads: 148, zones: 12, opensAt: '2026-11-21T14:00:00.000Z', localStart: '09:00' },
          leads,
        }),
    });
    const waiting = 'waiting for 09:00 in 12 time zones; 148 leads left; next at 14:00 UTC';
    await eventually(async () => expect((await running.query(campaignView)).details).toBe(waiting));
    leads = nobodyLeft;
    await running.signal(campaignWake);
    expect((await running.result()).status).toBe('completed');
  });

  test('pauses and resumes, each once for each revision', async () => {
    let row: Parameters<typeof measurements>[0] = {};
    const running = await start({ measure: () => measurements(row) });
    await eventually(() => expect(launches(running).length).toBeGreaterThan(0));
    row = { status: 'paused', revision: 1 };
    expect(await command(running, 'pause', 1)).toMatchObject({ status: 'paused', revision: 1 });
    const launchedBefore = launches(running).length;
    expect(await command(running, 'pause', 1)).toMatchObject({ status: 'paused', revision: 1 });
    await eventually(async () => expect((await running.query(campaignView)).details).toBe('paused; 10 leads left'));
    expect(launches(running)).toHaveLength(launchedBefore);
    row = { status: 'running', revision: 2 };
    expect(await command(running, 'resume', 2)).toMatchObject({ status: 'running', revision: 2 });
    await eventually(() => expect(launches(running).length).toBeGreaterThan(launchedBefore));
    row = { ...row, leads: nobodyLeft };
    expect((await running.result()).status).toBe('completed');
    expect(engine.settled(running.campaignId).at(-1)).toBe('settle completed 2');
  });

  test('obeys the row where no command reached it', async () => {
    let row: Parameters<typeof measurements>[0] = { status: 'paused', revision: 3 };
    const running = await start({ measure: () => measurements(row) });
    await eventually(async () =>
      expect(await running.query(campaignView)).toMatchObject({ status: 'paused', revision: 3 }),
    );
    expect(launches(running)).toEqual([]);
    row = { status: 'stopping', revision: 4 };
    await running.signal(campaignWake);
    expect((await running.result()).status).toBe('stopped');
  });

  test('stops by letting calls finish', async () => {
    let inCall = 2;
    const running = await start({
      measure: () => measurements({ status: 'stopping', revision: 1, leads: { ...nobodyLeft, waiting: 4, inCall } }),
    });
    expect((await stop(running, 'finish', 1)).status).toBe('stopping');
    await eventually(async () =>
      expect((await running.query(campaignView)).details).toBe('stopping; 2 calls in progress still'),
    );
    inCall = 0;
    expect((await running.result()).status).toBe('stopped');
    expect(engine.done(running.campaignId)).not.toContain('hang up');
  });

  test('stops by hanging up, also where the row was read before the command arrived', async () => {
    let inCall = 2;
    const running = await start({
      measure: () => measurements({ status: 'stopping', revision: 1, leads: { ...nobodyLeft, inCall } }),
    });
    await eventually(async () => expect((await running.query(campaignView)).revision).toBe(1));
    await stop(running, 'hang-up', 1);
    await eventually(() => expect(engine.done(running.campaignId)).toContain('hang up'));
    inCall = 0;
    expect((await running.result()).status).toBe('stopped');
  });

  test('refuses to resume once it is stopping, in words', async () => {
    const running = await start({
      measure: () => measurements({ status: 'stopping', revision: 1, leads: { ...nobodyLeft, inCall: 1 } }),
    });
    await eventually(async () => expect((await running.query(campaignView)).status).toBe('stopping'));
    await expect(command(running, 'resume', 2)).rejects.toMatchObject({
      cause: { message: 'the campaign is stopping; it takes no resume any more' },
    });
    await running.terminate();
  });

  test('rests after repeated carrier failures and says so in the timeline', async () => {
    const failedNow = () =>
      ({ at: new Date().toISOString(), group: 'carrier-failure', disposition: 'carrier-error' }) as const;
    const running = await start({
      measure: () => measurements({ recentOutcomes: Array.from({ length: 6 }, failedNow) }),
    });
    await eventually(() => expect(engine.done(running.campaignId)).toEqual(['breaker-opened']));
    await eventually(async () =>
      expect((await running.query(campaignView)).details).toMatch(
        /^dialling rests: 6 of 6 dials failed at the carrier/,
      ),
    );
    expect(launches(running)).toEqual([]);
    await running.terminate();
  });

  test('does not dial through a paused trunk', async () => {
    const running = await start({
      measure: () =>
        measurements({ trunk: { status: 'paused', pausedReason: 'authentication failed', carrier: 'fake' } }),
    });
    await eventually(async () =>
      expect((await running.query(campaignView)).details).toBe(
        'the trunk is paused: authentication failed; 10 leads left',
      ),
    );
    expect(launches(running)).toEqual([]);
    await running.terminate();
  });
});

describe('a campaign with a schedule', () => {
  test('stops after its end, once its calls are over', async () => {
    let inCall = 1;
    const running = await start({
      measure: () => measurements({ schedule: 'over', leads: { waiting: 9, dueNow: 9, inCall, done: 0, blocked: 0 } }),
    });
    await eventually(async () => expect((await running.query(campaignView)).status).toBe('stopping'));
    inCall = 0;
    expect((await running.result()).status).toBe('stopped');
    expect(launches(running)).toEqual([]);
  });
});
