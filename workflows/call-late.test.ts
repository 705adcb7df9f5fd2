import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import type { CallLocalActivities, FinishInput } from '../activities/interface.ts';
import type { AttemptId, CampaignId, TenantId } from '../domain/ids.ts';
import { bundleWorkflows } from '../temporal/workflow-bundle.ts';
import { type SkippedTime, startSkippedTime } from '../testing/skipped-time.ts';
import { anId } from '../testing/temporal.ts';
import type { call } from './call.ts';
import { QUEUES, WORKFLOWS } from './contract.ts';

const path = process.env['RINGFENCE_TEMPORAL_TEST_SERVER'];
const why = process.env['RINGFENCE_TEMPORAL_TEST_SERVER_MISSING'] ?? 'RINGFENCE_TEMPORAL_TEST_SERVER is not set';

(path === undefined ? describe.skip : describe)(
  `a dial that no worker is free for${path === undefined ? ` (not run: ${why})` : ''}`,
  () => {
    let time: SkippedTime;
    beforeEach(async () => {
      time = await startSkippedTime(path ?? '');
    });
    afterEach(() => time?.stop());

    test('is fenced and deferred: nothing was sent, and nobody wonders whether it was', async () => {
      const done: string[] = [];
      const finished: FinishInput[] = [];
      const activities: CallLocalActivities = {
        prepareCall: async () => ({ kind: 'ready' }),
        async fenceCall({ reason }) {
          done.push(reason);
          return { placed: 'never', ringing: false, answered: false };
        },
        askToEnd: async () => undefined,
        async finishCall(input) {
          finished.push(input);
          return { disposition: input.disposition };
        },
      };
      // Nobody polls the queue of dials.
      const worker = await Worker.create({
        connection: time.connection,
        taskQueue: QUEUES.calls,
        workflowBundle: await bundleWorkflows(),
        activities,
      });
      const input = {
        tenantId: anId<TenantId>(),
        campaignId: anId<CampaignId>(),
        attemptId: anId<AttemptId>(),
        carrier: 'fake' as const,
        media: false,
        dialAt: new Date(await time.now()).toISOString(),
        ringTimeoutMs: 30_000,
        maxCallMs: 60_000,
      };
      const result = await worker.runUntil(() =>
        time.skipping(
          time.client.workflow.execute<typeof call>(WORKFLOWS.call, {
            workflowId: anId<string>(),
            taskQueue: QUEUES.calls,
            args: [input],
          }),
        ),
      );

      expect(result).toEqual({ disposition: 'deferred', endReason: 'not-dialled' });
      expect(done).toEqual(['dial-late']);
      expect(finished[0]).toMatchObject({ reason: 'dial-late', nextAt: expect.any(String), media: false });
    });
  },
);
