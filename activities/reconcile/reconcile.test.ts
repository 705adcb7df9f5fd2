import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { addToOutbox } from '../../database/engine/outbox.ts';
import { eventually } from '../../testing/eventually.ts';
import type { TestTemporal } from '../../testing/temporal.ts';
import { callHangUp, QUEUES, workflowIds } from '../../workflows/contract.ts';
import { createActivities } from '../create-activities.ts';
import type { CallRef } from '../interface.ts';
import { aReport, dialNow, leased } from '../testing/attempts.ts';
import { type CallStand, startCallStand } from '../testing/call-stand.ts';
import { aCampaign, aLaunch, aNumber, aTenant, aTrunk, someLeads, type TestEngine } from '../testing/test-engine.ts';

let stand: CallStand;
let temporal: TestTemporal;
let engine: TestEngine;
const unreachable = { workflow: { start: () => Promise.reject(new Error('no connection')) } };

beforeAll(async () => {
  stand = await startCallStand();
  ({ engine, temporal } = stand);
});
afterAll(() => stand?.stop());
beforeEach(async () => {
  await engine.rows('delete from leases');
});

/** A call that is leased; its workflow was started unless said otherwise. */
async function aLeasedCall({ started = true } = {}): Promise<CallRef> {
  const tenantId = await aTenant(engine);
  const campaign = await aCampaign(engine, tenantId, await aTrunk(engine));
  await someLeads(engine, campaign, [aNumber(1)]);
  const launch = aLaunch(campaign);
  if (started) await engine.activities.launchCalls(launch);
  else {
    const broken = createActivities({ ...engine.deps, temporal: unreachable as never });
    await expect(broken.launchCalls(launch)).rejects.toThrow('no connection');
  }
  const [ref] = await leased(engine, tenantId);
  if (!ref) throw new Error('not launched');
  return ref;
}

const sweep = () => engine.activities.reconcile({ olderThanMs: 0 });
const handle = (ref: CallRef) => temporal.client.workflow.getHandle(workflowIds.call(ref.attemptId));
const attemptOf = async (ref: CallRef) =>
  (
    await engine.rows<{ state: string; disposition: string | null; fence_reason: string | null }>(
      `select state, disposition, fence_reason from attempts where id = $1`,
      [ref.attemptId],
    )
  )[0];
const leadStateOf = async (ref: CallRef) =>
  (
    await engine.rows<{ state: string }>(
      `select cl.state from campaign_leads cl join attempts a on a.lead_id = cl.lead_id where a.id = $1`,
      [ref.attemptId],
    )
  )[0]?.state;

describe('a lease', () => {
  test('of a call whose workflow runs is left alone', async () => {
    const ref = await aLeasedCall();
    expect(await sweep()).toMatchObject({ fenced: 0, released: 0 });
    expect(await attemptOf(ref)).toMatchObject({ state: 'leased' });
  });

  test('whose call was committed and never started gets its workflow', async () => {
    const ref = await aLeasedCall({ started: false });
    await expect(handle(ref).describe()).rejects.toThrow(WorkflowNotFoundError);
    await sweep();
    expect((await handle(ref).describe()).status.name).toBe('RUNNING');
    expect(await attemptOf(ref)).toMatchObject({ state: 'leased' });
  });

  test('whose call was never started and is no longer wanted goes back with its lead', async () => {
    const ref = await aLeasedCall({ started: false });
    await engine.rows(`update campaigns set status = 'paused' where tenant_id = $1`, [ref.tenantId]);
    expect(await sweep()).toMatchObject({ fenced: 1, released: 1 });
    expect(await attemptOf(ref)).toEqual({
      state: 'ended',
      disposition: 'cancelled',
      fence_reason: 'workflow-missing',
    });
    expect(await leadStateOf(ref)).toBe('waiting');
  });

  test('of a call whose workflow was killed is fenced, finished and released', async () => {
    const ref = await aLeasedCall();
    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'answered' });
    await handle(ref).terminate('test');

    await eventually(async () => {
      await sweep();
      expect(await attemptOf(ref)).toEqual({ state: 'ended', disposition: 'unknown', fence_reason: 'workflow-closed' });
    });

    expect((await engine.carrier.client.callsOf(ref.attemptId))[0]?.state).toBe('ended');
    expect(await leased(engine, ref.tenantId)).toEqual([]);
  });

  test('of a call that outlives every limit is fenced and its workflow ended', async () => {
    const ref = await aLeasedCall();
    await dialNow(engine, ref);
    engine.clock.shiftMs = 3 * 3_600_000;
    expect(await sweep()).toMatchObject({ fenced: 1 });
    engine.clock.shiftMs = 0;
    expect(await attemptOf(ref)).toMatchObject({ state: 'ended', fence_reason: 'stranded' });
    expect((await handle(ref).describe()).status.name).toBe('TERMINATED');
  });

  test('from before a restore is fenced, not continued', async () => {
    const ref = await aLeasedCall({ started: false });
    await engine.rows(`insert into installation (key, value) values ('restored_at', to_jsonb($1::text))`, [
      new Date(engine.clock.now() + 1).toISOString(),
    ]);
    expect(await sweep()).toMatchObject({ fenced: 1 });
    await engine.rows(`delete from installation where key = 'restored_at'`);
    expect(await attemptOf(ref)).toEqual({ state: 'ended', disposition: 'unknown', fence_reason: 'restored' });
    await expect(handle(ref).describe()).rejects.toThrow(WorkflowNotFoundError);
    expect(engine.carrier.placed().filter((entry) => entry.intent === ref.attemptId)).toEqual([]);
  });

  test('without a live attempt is given back', async () => {
    const ref = await aLeasedCall();
    const [lease] = await engine.rows<{ agent_id: string; trunk_id: string }>(
      `select * from leases where attempt_id = $1`,
      [ref.attemptId],
    );
    await engine.activities.finishCall({
      ...ref,
      disposition: 'completed',
      endReason: 'agent-ended',
      report: aReport(),
    });
    await engine.rows(
      `insert into leases (attempt_id, tenant_id, agent_id, trunk_id, number_hmac, media) values ($1, $2, $3, $4, 'x', false)`,
      [ref.attemptId, ref.tenantId, lease!.agent_id, lease!.trunk_id],
    );
    engine.clock.shiftMs = 1_000;
    expect(await sweep()).toMatchObject({ fenced: 0, released: 1 });
    engine.clock.shiftMs = 0;
    expect(await leased(engine, ref.tenantId)).toEqual([]);
  });
});

test('tidying forgets answers kept for repeated requests after a day, and makes the coming months’ partitions', async () => {
  const tenantId = await aTenant(engine);
  const age = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  for (const [key, hours] of [
    ['old', 25],
    ['new', 1],
  ] as const) {
    await engine.rows(
      `insert into idempotency_keys (tenant_id, route, key, request_hash, created_at) values ($1, 'r', $2, 'x', $3)`,
      [tenantId, key, age(hours)],
    );
  }
  await engine.rows(
    `insert into voice_workers (name, capacity, active, ready, heartbeat_at) values ('gone', 1, 0, 1, $1)`,
    [age(2)],
  );

  await createActivities(engine.deps).reconcile({ olderThanMs: 60_000 });

  expect(await engine.rows(`select key from idempotency_keys where tenant_id = $1`, [tenantId])).toEqual([
    { key: 'new' },
  ]);
  expect(await engine.rows(`select 1 from voice_workers where name = 'gone'`)).toEqual([]);
});

describe('the outbox', () => {
  test('delivers starts and signals, and keeps what fails for later', async () => {
    const tenantId = await aTenant(engine);
    const workflowId = workflowIds.campaign(tenantId);
    const effects = await engine.database.inTenant(tenantId, async (tx) => [
      await addToOutbox(tx, Date.now(), {
        kind: 'start-workflow',
        payload: { workflowType: 'campaign', workflowId, taskQueue: QUEUES.campaigns, args: [], reuse: 'allow' },
      }),
      await addToOutbox(tx, Date.now(), {
        kind: 'signal',
        payload: { workflowId, name: callHangUp.name, args: [{ reason: 'operator' }] },
      }),
      await addToOutbox(tx, Date.now(), {
        kind: 'start-workflow',
        payload: { workflowType: 'x', workflowId: '', taskQueue: '', args: [], reuse: 'allow' },
      }),
    ]);

    expect((await sweep()).outbox).toBe(2);

    expect((await temporal.client.workflow.getHandle(workflowId).describe()).status.name).toBe('RUNNING');
    const left = await engine.rows<{ id: string; tries: number }>(`select id, tries from outbox where tenant_id = $1`, [
      tenantId,
    ]);
    expect(left).toEqual([{ id: effects[2], tries: 1 }]);
    expect((await sweep()).outbox).toBe(0);
  });

  test('counts a signal to a workflow that is gone as delivered', async () => {
    const tenantId = await aTenant(engine);
    await engine.database.inTenant(tenantId, (tx) =>
      addToOutbox(tx, Date.now(), {
        kind: 'signal',
        payload: { workflowId: 'call:gone', name: callHangUp.name, args: [{ reason: 'operator' }] },
      }),
    );
    await sweep();
    expect(await engine.rows(`select 1 from outbox where tenant_id = $1`, [tenantId])).toEqual([]);
  });
});
