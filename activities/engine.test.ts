import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../testing/eventually.ts';
import { type RunningWorkers, startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import type { AttemptId } from '../domain/ids.ts';
import { callEnded, QUEUES, workflowIds, WORKFLOWS } from '../workflows/contract.ts';
import { startTestCarrier, type TestCarrier } from './testing/dev-carrier.ts';
import {
  aCampaign,
  aNumber,
  aTenant,
  aTrunk,
  someLeads,
  startTestEngine,
  type TestEngine,
} from './testing/test-engine.ts';

let temporal: TestTemporal;
let workers: RunningWorkers;
let carrier: TestCarrier;
let engine: TestEngine;

beforeAll(async () => {
  temporal = await startTestTemporal();
  carrier = await startTestCarrier({
    speed: 500,
    // What the API's webhook does with a fake carrier's report.
    onReport: (report) =>
      void temporal.client.workflow.getHandle(workflowIds.call(report.intent)).signal(callEnded, {
        outcome: report.outcome,
        endReason: report.optOut ? 'opted-out' : 'agent-ended',
        answeredAt: report.answeredAt,
        endedAt: report.endedAt,
        talkMs: report.talkMs,
        turns: 0,
        optOut: report.optOut,
        ...(report.callbackAt === undefined ? {} : { callback: { at: report.callbackAt } }),
      }),
  });
  engine = await startTestEngine({ temporal: temporal.client, keyring: temporal.keyring, carrier });
  workers = await temporal.run(engine.activities);
}, 90_000);
afterAll(async () => {
  await workers?.stop();
  await engine?.stop();
  await carrier?.stop();
  await temporal?.stop();
}, 30_000);

test('a campaign over a faulty carrier ends with every lead accounted for and nothing dialled twice', async () => {
  const tenantId = await aTenant(engine);
  const limit = 8;
  const once = { maxAttempts: 1, delaySeconds: 1, phone: 'same', spread: 'exact', counts: true };
  const campaign = await aCampaign(engine, tenantId, await aTrunk(engine), {
    callsPerSecond: 30,
    maxConcurrentCalls: limit,
    retries: {
      maxAttempts: 2,
      rules: {
        'no-answer': { ...once, maxAttempts: 2 },
        busy: { ...once, maxAttempts: 2 },
        unknown: { ...once, maxAttempts: 2 },
        voicemail: once,
        declined: once,
        silent: once,
        'callee-hung-up': once,
        'carrier-error': { ...once, maxAttempts: 2 },
        'carrier-unreachable': { ...once, maxAttempts: 3 },
        'callback-requested': once,
      },
    },
  });
  await someLeads(
    engine,
    campaign,
    Array.from({ length: 40 }, (_, i) => aNumber(i)),
  );
  await carrier.fail({ placedButUnknownRate: 0.1, dropAnswerRate: 0.1 });

  await temporal.client.workflow.start(WORKFLOWS.campaign, {
    workflowId: workflowIds.campaign(campaign.campaignId),
    taskQueue: QUEUES.campaigns,
    args: [{ tenantId, campaignId: campaign.campaignId }],
  });

  await eventually(async () => {
    const states = await engine.rows<{ state: string; n: number }>(
      `select case when callback_at is not null then 'promised' else state end as state, count(*)::int as n
       from campaign_leads where campaign_id = $1 group by 1`,
      [campaign.campaignId],
    );
    expect(states.filter(({ state }) => state === 'waiting' || state === 'in-call')).toEqual([]);
  }, 75_000);

  const attempts = await engine.rows<{ id: AttemptId; disposition: string | null }>(
    `select id, disposition from attempts where campaign_id = $1`,
    [campaign.campaignId],
  );
  expect(attempts.every((attempt) => attempt.disposition !== null)).toBe(true);
  expect(await engine.rows('select 1 from leases')).toEqual([]);
  const placed = carrier.placed();
  expect(new Set(placed.map((entry) => entry.intent)).size).toBe(placed.length);
  expect(Math.max(...carrier.log().map((entry) => entry.concurrent))).toBeLessThanOrEqual(limit);
  expect(attempts.map((attempt) => attempt.id)).toEqual(expect.arrayContaining(placed.map((entry) => entry.intent)));
}, 90_000);
