import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type OptOutRequest, recordOptOut } from '../../database/receipts/record-opt-out.ts';
import type { AttemptId, E164, TenantId } from '../../domain/ids.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import { eventually } from '../../testing/eventually.ts';
import type { RunningWorkers } from '../../testing/temporal.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { leased } from '../testing/attempts.ts';
import { DIAL_STAGES, dialReaches } from '../testing/dial-stages.ts';
import { type CallStand, startCallStand } from '../testing/call-stand.ts';
import { aCampaign, aLaunch, aNumber, aTenant, aTrunk, someLeads, type TestEngine } from '../testing/test-engine.ts';

/** Real Postgres, real Temporal with the product's workers, and the carrier's own log as the judge. */

let stand: CallStand;
let engine: TestEngine;
let workers: RunningWorkers;
/** Heard of to in effect everywhere, as receipts say. Milliseconds. */
const effective: { [race: string]: number } = {};

beforeAll(async () => {
  stand = await startCallStand();
  engine = stand.engine;
  workers = await stand.temporal.run(engine.activities);
});
afterAll(async () => {
  const times = Object.entries(effective).map(([race, ms]) => `${race} ${ms} ms`);
  console.log(`an opt-out is in effect everywhere after: ${times.join(', ')}`);
  await workers?.stop();
  await stand?.stop();
});
beforeEach(() => stand.reset());

function aRefusal(number: E164): OptOutRequest {
  const numberHmac = engine.deps.keyring.numberIndex(number);
  return {
    ...{ numberHmac, number: null, tail: number.slice(-2), campaignId: null, attemptId: null },
    ...{ source: 'web-form', reason: '', createdBy: 'test', actor: 'test', evidence: null, externalId: null },
  };
}

async function optOut(tenantId: TenantId, number: E164, heardMs = Date.now()) {
  const done = await recordOptOut(engine.database, tenantId, aRefusal(number), heardMs);
  await deliverOutbox(engine.deps, tenantId, done.outbox);
  return done;
}

/** Waits for the proof and remembers how long the effect took. */
async function proven(race: string, optOutId: string): Promise<void> {
  const result = await stand.temporal.client.workflow.getHandle(workflowIds.receipt(optOutId)).result();
  expect(result).toEqual({ status: 'proven' });
  const [entry] = await engine.rows<{ body: string }>(
    `select e.body from ledger_entries e join opt_outs o on o.tenant_id = e.tenant_id and e.id = any(o.ledger_ids)
     where o.id = $1 and e.kind = 'receipt'`,
    [optOutId],
  );
  const { effectiveMs } = JSON.parse(entry?.body ?? '{}');
  effective[race] = Math.max(effective[race] ?? 0, effectiveMs);
}

const eventsOf = (attemptId: AttemptId) =>
  engine.carrier.log().flatMap((entry) => (entry.intent === attemptId ? [entry.event] : []));
/** What the carrier writes last about a call that is over. */
const OVER = ['ended', 'fenced', 'refused'];
/** Left alone, a call of these tests rings or talks for longer than anything here is waited for. */
const expectCutShort = (attemptId: AttemptId) =>
  expect(engine.carrier.log().findLast(({ intent, event }) => intent === attemptId && event === 'ended')).toMatchObject(
    { reason: expect.stringMatching(/^(fenced|hangup)$/) },
  );
const nobodyIsUp = async (tenantId: TenantId) =>
  expect(await engine.rows(`select 1 from leases where tenant_id = $1`, [tenantId])).toEqual([]);

describe('an opt-out', () => {
  test('while the number rings cancels the call: it is never answered', async () => {
    await engine.carrier.behave({ answerRate: 1, ringMedianMs: 60_000_000, sigma: 0 });
    const { campaign, ref } = await stand.planned();
    await eventually(() => expect(eventsOf(ref.attemptId)).toContain('ringing'));
    const { optOutId } = await optOut(campaign.tenantId, aNumber(0));
    await proven('ringing', optOutId);
    expect(eventsOf(ref.attemptId)).not.toContain('answered');
    expectCutShort(ref.attemptId);
    await nobodyIsUp(campaign.tenantId);
  });

  test('of one number during another campaign’s call to another number of the person ends that call', async () => {
    const tenantId = await aTenant(engine);
    const trunk = await aTrunk(engine);
    const campaign = await aCampaign(engine, tenantId, trunk);
    const other = await aCampaign(engine, tenantId, trunk);
    const [called] = await someLeads(engine, other, [aNumber(31)]);
    const [waiting] = await someLeads(engine, campaign, [aNumber(30)]);
    await engine.rows(`update leads set person_id = (select person_id from leads where id = $1) where id = $2`, [
      called,
      waiting,
    ]);
    await engine.activities.launchCalls(aLaunch(other));
    const [ref] = await leased(engine, tenantId);
    await eventually(() => expect(eventsOf(ref!.attemptId)).toContain('answered'));
    const { optOutId } = await optOut(tenantId, aNumber(30));
    await proven('another campaign’s call', optOutId);
    expectCutShort(ref!.attemptId);
    await nobodyIsUp(tenantId);
    const states = await engine.rows(`select state from campaign_leads where lead_id = any($1::uuid[])`, [
      [called, waiting],
    ]);
    expect(states.map((row) => JSON.stringify(row))).not.toContain('{"state":"waiting"}');
  });

  test('while Postgres throws everybody out is refused or in effect, and asked again it is in effect', async () => {
    const { campaign, refs } = await stand.planned(6);
    let thrownOut = 0;
    /** Ends whoever is at work, at one of the first moments of the recording that find somebody at work. */
    const throwOutDuring = async (recording: Promise<unknown>, moment: number) => {
      let isOver = false;
      void Promise.allSettled([recording]).then(() => (isOver = true));
      for (let seen = 0; !isOver && seen <= moment; ) {
        const ended = await engine.rows(
          `select case when $1 then pg_terminate_backend(pid) end from pg_stat_activity
           where datname = current_database() and usename = 'ringfence_app' and xact_start is not null`,
          [seen === moment],
        );
        if (ended.length > 0) seen += 1;
      }
    };
    const recorded = await Promise.all(
      refs.map(async (_ref, i) => {
        for (let attempt = 0; ; attempt += 1) {
          const recording = recordOptOut(engine.database, campaign.tenantId, aRefusal(aNumber(i)), Date.now());
          // The others throw it out too; in the end they leave it alone.
          if (attempt < 3) await throwOutDuring(recording, i);
          const [done] = await Promise.allSettled([recording]);
          if (done.status === 'fulfilled') return done.value;
          thrownOut += 1;
        }
      }),
    );
    expect(thrownOut).toBeGreaterThan(0);
    const listed = await engine.rows(`select 1 from suppressions where tenant_id = $1`, [campaign.tenantId]);
    expect(listed).toHaveLength(refs.length);
    // Only the proofs are started: what a lost second transaction left undone is theirs to do.
    for (const { outbox } of recorded) await deliverOutbox(engine.deps, campaign.tenantId, outbox.slice(-1));
    for (const { optOutId } of recorded) await proven('Postgres away', optOutId);
    await nobodyIsUp(campaign.tenantId);
  });

  test('at any moment between claim and conversation leaves nobody called for longer than it takes to cancel', async () => {
    await engine.carrier.behave({ answerRate: 1, ringMedianMs: 400, talkMedianMs: 60_000_000 });
    const tenantId = await aTenant(engine);
    const campaign = await aCampaign(engine, tenantId, await aTrunk(engine));
    const numbers = Array.from({ length: 12 }, (_, i) => aNumber(100 + i));
    await someLeads(engine, campaign, numbers);
    const launching = engine.activities.launchCalls(aLaunch(campaign, { count: numbers.length }));
    const done = await Promise.all(
      numbers.map(async (number, i) => {
        await dialReaches(engine, DIAL_STAGES[i % DIAL_STAGES.length]!, engine.deps.keyring.numberIndex(number));
        return optOut(tenantId, number);
      }),
    );
    await launching;
    for (const { optOutId } of done) await proven('claim to conversation', optOutId);
    await nobodyIsUp(tenantId);
    const states = await engine.rows<{ state: string }>(
      `select distinct state from campaign_leads where tenant_id = $1`,
      [tenantId],
    );
    expect(states.map(({ state }) => state)).not.toContain('waiting');
    const calls = new Set(engine.carrier.log().flatMap(({ intent, event }) => (event === 'placed' ? [intent] : [])));
    const up = await engine.rows<{ id: string }>(`select id from attempts where tenant_id = $1`, [tenantId]);
    for (const { id } of up.filter((attempt) => calls.has(attempt.id as AttemptId))) {
      expect(OVER).toContain(eventsOf(id as AttemptId).at(-1));
    }
  });
});
