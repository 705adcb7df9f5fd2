import assert from 'node:assert/strict';
import type { Client } from '@temporalio/client';
import type { createDriver, StartedCampaign } from '../../testing/engine-driver.ts';
import { eventually } from '../../testing/eventually.ts';
import type { FakeEngine } from '../../testing/fake-engine.ts';
import { measurements, nobodyLeft } from '../../testing/measurements.ts';
import { campaignCommand, type CampaignCommand, campaignView, campaignWake } from '../contract.ts';
import { QUEUES, WORKFLOWS } from '../contract.ts';
import type { Path } from './call-paths.ts';

type Row = Parameters<typeof measurements>[0];

/** Every way through the campaign workflow, by name. */
export function campaignPaths({ startCampaign }: ReturnType<typeof createDriver>, engine: FakeEngine) {
  const command = (running: StartedCampaign, sent: CampaignCommand) =>
    running.executeUpdate(campaignCommand, { args: [sent] });
  const says = (running: StartedCampaign, status: string) =>
    eventually(async () => assert.equal((await running.query(campaignView)).status, status));
  const ended = async (running: StartedCampaign) => {
    await running.result();
    return running;
  };
  const paths: Record<string, Path> = {
    'campaign-completes': async () =>
      ended(await startCampaign({ measure: (tick) => measurements(tick < 2 ? {} : { leads: nobodyLeft }) })),
    'campaign-paused-and-resumed': async () => {
      let row: Row = {};
      const running = await startCampaign({ measure: () => measurements(row) });
      await eventually(() => assert.ok(engine.done(running.campaignId).includes('launch 8')));
      row = { status: 'paused', revision: 1 };
      await command(running, { kind: 'pause', revision: 1, by: 'test' });
      row = { status: 'running', revision: 2 };
      await command(running, { kind: 'resume', revision: 2, by: 'test' });
      row = { status: 'running', revision: 3 };
      await command(running, { kind: 'pacing', revision: 3, by: 'test' });
      row = { ...row, leads: nobodyLeft };
      return ended(running);
    },
    'campaign-obeys-its-row': async () => {
      let row: Row = { status: 'paused', revision: 3 };
      const running = await startCampaign({ measure: () => measurements(row) });
      await says(running, 'paused');
      row = { status: 'stopping', revision: 4 };
      await running.signal(campaignWake);
      return ended(running);
    },
    'campaign-stopped-after-its-calls': async () => {
      let row: Row = { status: 'stopping', revision: 1, leads: { ...nobodyLeft, inCall: 1 } };
      const running = await startCampaign({ measure: () => measurements(row) });
      await command(running, { kind: 'stop', calls: 'finish', revision: 1, by: 'test' });
      await says(running, 'stopping');
      row = { ...row, leads: nobodyLeft };
      return ended(running);
    },
    'campaign-stopped-at-once': async () => {
      let row: Row = { status: 'stopping', revision: 1, leads: { ...nobodyLeft, inCall: 1 } };
      const running = await startCampaign({ measure: () => measurements(row) });
      await command(running, { kind: 'stop', calls: 'hang-up', revision: 1, by: 'test' });
      row = { ...row, leads: nobodyLeft };
      return ended(running);
    },
    'campaign-breaker': async () => {
      const failed = () =>
        ({ at: new Date().toISOString(), group: 'carrier-failure', disposition: 'carrier-error' }) as const;
      let row: () => Row = () => ({ recentOutcomes: Array.from({ length: 6 }, failed) });
      const running = await startCampaign({ measure: () => measurements(row()) });
      await eventually(() => assert.ok(engine.done(running.campaignId).includes('breaker-opened')));
      row = () => ({ leads: nobodyLeft });
      await running.signal(campaignWake);
      return ended(running);
    },
    'campaign-waits-for-a-voice-worker': async () => {
      const none = { ...measurements().free, voice: 0 };
      let row: Row = { free: none };
      const running = await startCampaign({ measure: () => measurements(row) });
      await eventually(async () =>
        assert.match((await running.query(campaignView)).details, /^waiting: no voice worker is free/),
      );
      row = { leads: nobodyLeft };
      await running.signal(campaignWake);
      return ended(running);
    },
    'campaign-command-beside-its-end': async () => {
      let row: Row = { leads: nobodyLeft };
      const running = await startCampaign({
        measure: (tick) => measurements(tick === 1 ? { ...row, status: 'paused', revision: 1 } : row),
      });
      await says(running, 'paused');
      row = { leads: nobodyLeft, status: 'running', revision: 2 };
      await running.signal(campaignWake);
      return ended(running);
    },
  };
  return paths;
}

/** These need a server that suggests to continue as new after a few events. */
export function continuedPaths(
  { startCampaign }: ReturnType<typeof createDriver>,
  engine: FakeEngine,
  client: () => Client,
): Record<string, Path> {
  return {
    'campaign-continued-as-new': async () => {
      const running = await startCampaign({ measure: (tick) => measurements(tick < 5 ? {} : { leads: nobodyLeft }) });
      const first = running.firstExecutionRunId;
      await running.result();
      assert.ok(engine.done(running.campaignId).includes('settle completed 0'));
      return client().workflow.getHandle(running.workflowId, first);
    },
    reconciler: async () => {
      const handle = await client().workflow.start(WORKFLOWS.reconciler, {
        workflowId: 'reconciler',
        taskQueue: QUEUES.campaigns,
        args: [{ everyMs: 50 }],
      });
      await eventually(async () => assert.notEqual((await handle.describe()).runId, handle.firstExecutionRunId));
      await handle.terminate();
      return client().workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    },
  };
}
