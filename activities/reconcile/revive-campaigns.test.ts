import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { TestTemporal } from '../../testing/temporal.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { type CallStand, startCallStand } from '../testing/call-stand.ts';
import { aCampaign, aTenant, aTrunk, type TestCampaign, type TestEngine } from '../testing/test-engine.ts';

let stand: CallStand;
let temporal: TestTemporal;
let engine: TestEngine;

beforeAll(async () => {
  stand = await startCallStand();
  ({ engine, temporal } = stand);
});
afterAll(() => stand?.stop());
beforeEach(() => {
  engine.clock.shiftMs = 0;
});

const aCampaignOf = async (status: string): Promise<TestCampaign> => {
  const campaign = await aCampaign(engine, await aTenant(engine), await aTrunk(engine));
  await engine.rows('update campaigns set status = $2 where id = $1', [campaign.campaignId, status]);
  return campaign;
};
const sweep = () => engine.activities.reconcile({ olderThanMs: 20_000 });
const handle = ({ campaignId }: TestCampaign) => temporal.client.workflow.getHandle(workflowIds.campaign(campaignId));
const stateOf = (campaign: TestCampaign) =>
  handle(campaign)
    .describe()
    .then(({ status }) => status.name)
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return 'missing';
      throw error;
    });

test.each(['running', 'stopping'])(
  'a campaign that is %s gets back the workflow that Temporal lost',
  async (status) => {
    const campaign = await aCampaignOf(status);
    engine.clock.shiftMs = 120_000;
    await sweep();
    expect(await stateOf(campaign)).toBe('RUNNING');
  },
);

test('a campaign whose workflow ended over its restart gets another', async () => {
  const campaign = await aCampaignOf('running');
  engine.clock.shiftMs = 120_000;
  await sweep();
  await handle(campaign).terminate('test');
  engine.clock.shiftMs = 0;
  await sweep();
  expect(await stateOf(campaign)).toBe('TERMINATED');

  engine.clock.shiftMs = 240_000;
  await sweep();
  expect(await stateOf(campaign)).toBe('RUNNING');
});

test('a campaign that nobody runs, or that was started a moment ago, is left alone', async () => {
  const [paused, done, fresh] = [
    await aCampaignOf('paused'),
    await aCampaignOf('completed'),
    await aCampaignOf('running'),
  ];
  await sweep();
  expect(await stateOf(fresh)).toBe('missing');
  engine.clock.shiftMs = 120_000;
  await sweep();
  expect([await stateOf(paused), await stateOf(done)]).toEqual(['missing', 'missing']);
});
