import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import type { CampaignActivities, CampaignMeasurements } from '../activities/interface.ts';
import { DEFAULT_RETRIES } from '../domain/default-retries.ts';
import type { AttemptId, CampaignId, TenantId } from '../domain/ids.ts';
import { hoursFor } from '../domain/lawful-hours.ts';
import { type Places, NOWHERE } from '../domain/places.ts';
import type { AttemptRecord, RetryPolicy } from '../domain/lead-history.ts';
import { nextStep } from '../domain/retry-policy.ts';
import { type EpochMs, firstInstantOf, HOUR_MS, minuteOfDay, wallAt } from '../domain/time.ts';
import { wallOf, wallText } from '../domain/wall-clock.ts';
import { isOpen, nextOpen } from '../domain/windows.ts';
import { zoneTable } from '../numbering/zones.ts';
import { bundleWorkflows } from '../temporal/workflow-bundle.ts';
import { measurements } from '../testing/measurements.ts';
import { type SkippedTime, startSkippedTime } from '../testing/skipped-time.ts';
import { anId } from '../testing/temporal.ts';
import type { campaign } from './campaign.ts';
import { campaignView, campaignWake, QUEUES, WORKFLOWS } from './contract.ts';

const path = process.env['RINGFENCE_TEMPORAL_TEST_SERVER'];
const why = process.env['RINGFENCE_TEMPORAL_TEST_SERVER_MISSING'] ?? 'RINGFENCE_TEMPORAL_TEST_SERVER is not set';
const zones = zoneTable();

/** A lead of one zone, its calls so far, and when it is due. */
interface Lead {
  zone: string;
  dueAt: EpochMs;
  done: boolean;
  attempts: AttemptRecord[];
}

/** Leads that nobody answers, in zones, under the product's windows and retries; time is the skipped clock's. */
function aWorld(now: () => Promise<EpochMs>, startsAt: EpochMs, leads: Lead[], retries: RetryPolicy) {
  const calls: { zone: string; local: string; at: EpochMs }[] = [];
  const waiting = () => leads.filter(({ done }) => !done);
  let settled: CampaignMeasurements['status'] = 'running';
  let shift: number | undefined;
  const worldNow = async () => {
    const real = await now();
    shift ??= startsAt - real;
    return real + shift;
  };
  const activities: Pick<CampaignActivities, 'measureCampaign' | 'launchCalls' | 'settleCampaign' | 'notePacing'> = {
    async measureCampaign() {
      const at = await worldNow();
      const due = waiting().map(({ dueAt }) => dueAt);
      return measurements({
        at: new Date(at).toISOString(),
        status: settled,
        leads: { ...measurements().leads, waiting: due.length, dueNow: due.filter((one) => one <= at).length },
        nextDueAt: due.length === 0 ? null : new Date(Math.min(...due)).toISOString(),
      });
    },
    async launchCalls({ count, horizonMs }) {
      const at = await worldNow();
      const due = waiting().filter(({ dueAt }) => dueAt <= at + horizonMs);
      for (const lead of due.slice(0, count)) dial(lead, Math.max(at, lead.dueAt));
      return { launched: due.length, deferred: 0, blocked: 0, limitedBy: null };
    },
    async settleCampaign({ status }) {
      settled = status;
    },
    async notePacing() {},
  };

  function dial(lead: Lead, at: EpochMs): void {
    const [hours] = hoursFor([lead.zone], null);
    if (!hours) throw new Error('a zone without hours');
    const wall = wallAt(zones, lead.zone, at);
    if (!isOpen(hours.hours, wall)) {
      lead.dueAt = nextOpen(zones, hours, at) ?? Number.POSITIVE_INFINITY;
      return;
    }
    // To the minute: the server’s clock runs on while a busy machine takes its time.
    calls.push({ zone: lead.zone, local: wallText(wall).slice(0, 16), at });
    const outcome = { id: anId<AttemptId>(), disposition: 'no-answer', phonePosition: 0, startedAt: at } as const;
    const places: Places = { ...NOWHERE, zones: [lead.zone], kind: 'geographic' };
    const history = { attempts: lead.attempts, phones: [{ position: 0, places }], window: null };
    const step = nextStep(retries, history, outcome, at, zones);
    lead.attempts = [...lead.attempts, outcome];
    if (step.kind === 'done') lead.done = true;
    else lead.dueAt = step.at;
  }
  return { activities, calls };
}

const exactly = (hours: number, times: number): RetryPolicy => ({
  maxAttempts: times,
  rules: {
    'no-answer': {
      maxAttempts: times,
      delaySeconds: (hours * HOUR_MS) / 1_000,
      phone: 'same',
      spread: 'exact',
      counts: true,
    },
  },
});

(path === undefined ? describe.skip : describe)(
  `a campaign over days${path === undefined ? ` (not run: ${why})` : ''}`,
  () => {
    let time: SkippedTime;
    beforeEach(async () => {
      time = await startSkippedTime(path ?? '');
    });
    afterEach(() => time?.stop());

    async function callsOf(local: string, zone: string, places: string[], retries: RetryPolicy) {
      const startsAt = firstInstantOf(zones, zone, wallOf(local) ?? 0);
      const leads = places.map((one): Lead => ({ zone: one, dueAt: startsAt, done: false, attempts: [] }));
      const world = aWorld(() => time.now(), startsAt, leads, retries);
      const worker = await Worker.create({
        connection: time.connection,
        taskQueue: QUEUES.campaigns,
        workflowBundle: await bundleWorkflows(),
        activities: world.activities,
      });
      const { status } = await worker.runUntil(() =>
        time.skipping(
          time.client.workflow.execute<typeof campaign>(WORKFLOWS.campaign, {
            workflowId: anId<string>(),
            taskQueue: QUEUES.campaigns,
            args: [{ tenantId: anId<TenantId>(), campaignId: anId<CampaignId>() }],
          }),
        ),
      );
      expect(status).toBe('completed');
      return world.calls;
    }

    test('waits for the morning of each zone, and opens an hour of the clock earlier where clocks went forward', async () => {
      const calls = await callsOf(
        '2027-03-13T22:00',
        'America/New_York',
        ['America/New_York', 'America/Phoenix'],
        exactly(1, 1),
      );
      expect(calls.map(({ zone, local }) => [zone, local])).toEqual([
        // Phoenix keeps its clock: 20:00 there is still open when New York has closed.
        ['America/Phoenix', '2027-03-13T20:00'],
        ['America/New_York', '2027-03-14T08:00'],
      ]);
      // 13:00 UTC the day before, 12:00 UTC from this day on.
      expect(new Date(calls[1]?.at ?? 0).toISOString().slice(0, 16)).toBe('2027-03-14T12:00');
    });

    test('opens an hour of the clock later where clocks went back', async () => {
      const [call] = await callsOf('2026-10-31T21:30', 'America/New_York', ['America/New_York'], exactly(1, 1));
      expect(new Date(call?.at ?? 0).toISOString().slice(0, 16)).toBe('2026-11-01T13:00');
    });

    test('tries again after the time of each retry, in the window, until the attempts are used', async () => {
      const calls = await callsOf('2027-03-13T18:00', 'America/New_York', ['America/New_York'], exactly(5, 4));
      expect(calls.map(({ local }) => local)).toEqual([
        '2027-03-13T18:00',
        // 23:00 is closed.
        '2027-03-14T08:00',
        '2027-03-14T13:00',
        '2027-03-14T18:00',
      ]);
    });

    test('costs little while no voice worker has room, and dials at once when one says that it has', async () => {
      const zone = 'America/New_York';
      const startsAt = firstInstantOf(zones, zone, wallOf('2027-03-12T12:00') ?? 0);
      const world = aWorld(
        () => time.now(),
        startsAt,
        [{ zone, dueAt: startsAt, done: false, attempts: [] }],
        exactly(1, 1),
      );
      const { measureCampaign } = world.activities;
      let voice = 0;
      const worker = await Worker.create({
        connection: time.connection,
        taskQueue: QUEUES.campaigns,
        workflowBundle: await bundleWorkflows(),
        activities: {
          ...world.activities,
          measureCampaign: async (...input: Parameters<typeof measureCampaign>) => {
            const measured = await measureCampaign(...input);
            return { ...measured, free: { ...measured.free, voice } };
          },
        },
      });
      await worker.runUntil(async () => {
        const running = await time.client.workflow.start<typeof campaign>(WORKFLOWS.campaign, {
          workflowId: anId<string>(),
          taskQueue: QUEUES.campaigns,
          args: [{ tenantId: anId<TenantId>(), campaignId: anId<CampaignId>() }],
        });
        // Between two looks: the next would come thirteen seconds later.
        await time.pass(590_000);
        expect((await running.fetchHistory()).events?.length).toBeLessThan(600);
        expect((await running.query(campaignView)).details).toBe('waiting: no voice worker is free; 1 lead left');
        expect(world.calls).toEqual([]);
        voice = 1;
        await running.signal(campaignWake);
        await time.skipping(running.result());
        expect(world.calls).toHaveLength(1);
        const { events = [] } = await running.fetchHistory();
        const steps =
          events?.map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? event.attributes) ??
          [];
        const woken = steps.slice(steps.indexOf('workflowExecutionSignaledEventAttributes'));
        expect(woken.slice(0, woken.indexOf('launchCalls'))).not.toContain('timerFiredEventAttributes');
      });
    });

    test('places the default retries over days within lawful hours, on a day of 23 hours too', async () => {
      const everywhere = [
        'America/New_York',
        'America/Chicago',
        'America/Denver',
        'America/Los_Angeles',
        'Pacific/Honolulu',
      ];
      const calls = await callsOf('2027-03-12T12:00', 'America/New_York', everywhere, DEFAULT_RETRIES);
      expect(calls.length).toBeGreaterThan(everywhere.length);
      for (const { zone, at } of calls) {
        const minute = minuteOfDay(wallAt(zones, zone, at));
        expect(minute).toBeGreaterThanOrEqual(8 * 60);
        expect(minute).toBeLessThan(21 * 60);
      }
    });
  },
);
