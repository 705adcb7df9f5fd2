import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AttemptId, TenantId } from '../domain/ids.ts';
import { eventually } from '../testing/eventually.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { anId, startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import type { call } from '../workflows/call.ts';
import { callEnded, QUEUES, WORKFLOWS, workflowIds } from '../workflows/contract.ts';
import { adoptStrandedCalls } from './deployments.ts';
import { ensureReconciler } from './ensure-reconciler.ts';

const engine = createFakeEngine();
let temporal: TestTemporal;

beforeAll(async () => {
  temporal = await startTestTemporal();
});
afterAll(() => temporal?.stop());

test('a call pinned to a build without workers goes on with the build that took over', async () => {
  const before = await temporal.run(engine.activities, { buildId: 'before' });
  const talking = await aCall();
  await eventually(() => expect(engine.done(talking.attemptId)).toContain('dial'));
  await eventually(async () =>
    expect((await talking.handle.fetchHistory()).events?.at(-1)?.eventType).toBe(TIMER_STARTED),
  );
  await before.stop();

  const after = await temporal.run(engine.activities, { buildId: 'after' });
  await talking.handle.signal(callEnded, REPORT);
  const fresh = await aCall();
  await eventually(() => expect(engine.done(fresh.attemptId)).toContain('dial'));
  expect(engine.done(talking.attemptId)).not.toContain('finish');

  await eventually(async () => expect(await adoptStrandedCalls(temporal.client, 'after', { silentMs: 0 })).toBe(1));
  expect((await talking.handle.result()).disposition).toBe('completed');
  expect(engine.done(talking.attemptId)).toEqual(['prepare', 'dial', 'finish']);

  await fresh.handle.signal(callEnded, REPORT);
  await fresh.handle.result();
  await after.stop();
});

test('there is one reconciler however often workers start, and it is there again after somebody ended it', async () => {
  await Promise.all([ensureReconciler(temporal.client), ensureReconciler(temporal.client)]);
  const first = await temporal.client.workflow.getHandle(workflowIds.reconciler()).describe();
  await temporal.client.workflow.getHandle(workflowIds.reconciler()).terminate();
  await ensureReconciler(temporal.client);
  const second = await temporal.client.workflow.getHandle(workflowIds.reconciler()).describe();
  expect(second.status.name).toBe('RUNNING');
  expect(second.runId).not.toBe(first.runId);
});

const TIMER_STARTED = 17;
const REPORT = {
  outcome: 'completed',
  endReason: 'agent-ended',
  endedAt: '2026-11-21T15:01:00.000Z',
  talkMs: 1_000,
  turns: 2,
  optOut: false,
} as const;

async function aCall() {
  const attemptId = anId<AttemptId>();
  const handle = await temporal.client.workflow.start<typeof call>(WORKFLOWS.call, {
    workflowId: workflowIds.call(attemptId),
    taskQueue: QUEUES.calls,
    args: [
      {
        tenantId: anId<TenantId>(),
        attemptId,
        carrier: 'fake',
        media: false,
        dialAt: new Date().toISOString(),
        ringTimeoutMs: 15_000,
        maxCallMs: 60_000,
      },
    ],
  });
  return { attemptId, handle };
}
