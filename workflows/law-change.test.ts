import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { randomUUID } from 'node:crypto';
import { Context, heartbeat } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createChangeActivities } from '../activities/changes/create-change-activities.ts';
import type { ChangeActivities, RunSlice } from '../activities/changes/interface.ts';
import { planLeads } from '../activities/changes/plan-leads.ts';
import { manyLeads } from '../activities/testing/many-leads.ts';
import {
  aCampaign,
  aLaunch,
  aNumber,
  aTenant,
  aTrunk,
  someLeads,
  startTestEngine,
  type TestCampaign,
  type TestEngine,
  zones,
} from '../activities/testing/test-engine.ts';
import { listEffects, totalsOf } from '../database/changes/effects.ts';
import { decideChange, endChanges, insertChange } from '../database/changes/rule-changes.ts';
import { insertRun, type RunKind } from '../database/changes/runs.ts';
import type { Provision } from '../domain/compliance/provision.ts';
import { DAY_MS, HOUR_MS, wallAt } from '../domain/time.ts';
import { wallText } from '../domain/wall-clock.ts';
import { SEAL } from '../keyring/keyring.ts';
import { eventually } from '../testing/eventually.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import { QUEUES, sliceCancel, sliceView, workflowIds, WORKFLOWS } from './contract.ts';

let temporal: TestTemporal;
let engine: TestEngine;
let campaign: TestCampaign;
/** Set to hold a slice until it is let go. */
let hold: { begun: () => void; until: Promise<void> } | undefined;
/** Set to have the next slices done by workers that die, each in its own way. */
let deaths: ((input: SliceInput) => Promise<RunSlice>)[] = [];
type SliceInput = Parameters<ChangeActivities['planLeads']>[0];

beforeAll(async () => {
  temporal = await startTestTemporal();
  engine = await startTestEngine({ temporal: temporal.client, keyring: temporal.keyring });
  const real = createChangeActivities({ ...engine.deps, keyring: temporal.keyring });
  await temporal.run(createFakeEngine().activities, {
    importActivities: {
      ...real,
      async planLeads(input) {
        hold?.begun();
        if (hold) await heldUntil(hold.until);
        return (deaths.shift() ?? real.planLeads)(input);
      },
    } satisfies ChangeActivities,
  });
});
afterAll(async () => {
  await temporal?.stop();
  await engine?.stop();
});
beforeEach(async () => {
  hold = undefined;
  deaths = [];
  const tenantId = await aTenant(engine);
  campaign = await aCampaign(engine, tenantId, await aTrunk(engine));
});

/** The day there, as the tenant's clock has it, `days` from now. */
async function dayThere(days: number): Promise<string> {
  const [tenant] = await engine.rows<{ offset: string }>(
    'select clock_offset_ms as offset from tenants where id = $1',
    [campaign.tenantId],
  );
  const now = engine.clock.now() + Number(tenant?.offset ?? 0);
  return wallText(wallAt(zones, 'America/New_York', now + days * DAY_MS)).slice(0, 10);
}

function provision(requires: Provision['requires'], more: Partial<Provision> = {}): Provision {
  return {
    id: `change.${randomUUID().slice(0, 8)}`,
    jurisdiction: 'tenant',
    title: 'A change',
    citation: '',
    confidence: 'primary',
    from: null,
    until: null,
    where: { states: ['US-NY'] },
    appliesTo: {},
    requires,
    ...more,
  };
}

const BAN = { what: 'ban' } as const;

async function draft(change: {
  amendments?: Provision[];
  holidays?: { date: string; name: string; country: string; state: string | null }[];
  ends?: string[];
}): Promise<string> {
  const whole = { amendments: [], holidays: [], ends: [], ...change };
  const row = await engine.database.inTenant(campaign.tenantId, (tx) =>
    insertChange(tx, { title: 'A change', reason: 'for a test of it', by: 'user:1', ...whole }, engine.clock.now()),
  );
  return row.id;
}

async function approve(id: string, ends: string[] = []): Promise<void> {
  await engine.database.inTenant(campaign.tenantId, async (tx) => {
    await decideChange(tx, id, { status: 'approved', by: 'user:2', note: '' }, engine.clock.now());
    await endChanges(tx, ends, id, engine.clock.now());
  });
}

async function start(changeId: string, kind: RunKind) {
  const { tenantId } = campaign;
  const run = await engine.database.inTenant(tenantId, (tx) =>
    insertRun(tx, { changeId, kind, by: 'user:1' }, engine.clock.now()),
  );
  const handle = await temporal.client.workflow.start(WORKFLOWS.lawChange, {
    workflowId: workflowIds.lawChange(run.id),
    taskQueue: QUEUES.imports,
    args: [{ tenantId, runId: run.id }],
  });
  return { runId: run.id, handle };
}

async function found(changeId: string, kind: RunKind = 'preview') {
  const { runId, handle } = await start(changeId, kind);
  const { status } = await handle.result();
  expect(status).toBe('completed');
  return engine.database.inTenant(campaign.tenantId, async (tx) => ({
    ...(await totalsOf(tx, runId)),
    effects: await listEffects(tx, { runId, after: null, limit: 100 }),
  }));
}

const waiting = () =>
  engine.rows<{
    state: string;
    reason: string | null;
    next_attempt_at: Date;
    callback_at: Date | null;
    callback_moved_from: Date | null;
  }>(
    `select state, reason, next_attempt_at, callback_at, callback_moved_from from campaign_leads where campaign_id = $1
     order by lead_id`,
    [campaign.campaignId],
  );

test('a preview shows whom a ban would stop, by campaign and state, and leaves the leads alone', async () => {
  await someLeads(engine, campaign, [aNumber(0), aNumber(1), '+16175550142' as never]);
  const before = await waiting();
  const there = { where: { states: ['US-MA'] } };
  const seen = await found(await draft({ amendments: [provision(BAN, there)] }));
  expect(seen).toMatchObject({ same: 2, blocked: 1 });
  const [both, newYork] = seen.effects;
  expect(both).toMatchObject({ campaign_id: campaign.campaignId, place: 'US-MA+US-NY', blocked: '1' });
  expect(newYork).toMatchObject({ place: 'US-NY', same: '2', blocked: '0', examples: [] });
  expect(both?.examples[0]).toMatchObject({ move: 'blocked', after: null, reason: 'calls-banned' });
  expect(await waiting()).toEqual(before);
});

test('a holiday is asked about as of its day, and a narrower window moves leads later', async () => {
  await someLeads(engine, campaign, [aNumber(0)]);
  const day = await dayThere(7);
  const holiday = await found(await draft({ holidays: [{ date: day, name: 'A day', country: 'US', state: 'US-NY' }] }));
  expect(holiday).toMatchObject({ later: 1, same: 0 });
  expect(holiday.effects[0]?.examples[0]).toMatchObject({ rule: 'tenant.holidays-us-ny', reason: 'outside-window' });
  const hours = { start: '14:00', end: '16:00' };
  const byWeekday = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: null, sun: null };
  const window = await found(await draft({ amendments: [provision({ what: 'hours', byWeekday })] }));
  expect(window).toMatchObject({ later: 1 });
});

test('a cap counts what was dialled', async () => {
  const [leadId] = await someLeads(engine, campaign, [aNumber(0), aNumber(1)]);
  await dialled(leadId, 0, 2 * HOUR_MS);
  const cap = provision({ what: 'cap', most: 1, perMs: DAY_MS, scope: 'number' });
  const seen = await found(await draft({ amendments: [cap] }));
  expect(seen).toMatchObject({ later: 1, same: 1 });
  expect(seen.effects[0]?.examples[0]).toMatchObject({ leadId, rule: cap.id, reason: 'call-cap' });
});

async function dialled(leadId: string | undefined, index: number, agoMs: number): Promise<void> {
  const at = new Date(engine.clock.now() - agoMs);
  const sealed = temporal.keyring.seal(aNumber(index), SEAL.number);
  await engine.rows(
    `insert into attempts (tenant_id, id, campaign_id, lead_id, agent_id, trunk_id, carrier, room, due_at, number_hmac,
       number_enc, key_id, dial_started_at, state, disposition, ended_at)
     select $1, uuidv7($7::timestamptz - now()), $2, $3, $4, trunk_id, 'fake', 'r', $7, $5, $6, $8, $7, 'ended', 'no-answer', $7
     from campaigns where id = $2`,
    [
      ...[campaign.tenantId, campaign.campaignId, leadId, campaign.agents[0]],
      ...[temporal.keyring.numberIndex(aNumber(index)), sealed.data, at, sealed.keyId],
    ],
  );
}

test('an approved ban holds at the next claim, and its end gives the leads back', async () => {
  await someLeads(engine, campaign, [aNumber(0), aNumber(1)]);
  const ban = await draft({ amendments: [provision(BAN)] });
  await approve(ban);
  expect(await engine.activities.launchCalls(aLaunch(campaign))).toMatchObject({ launched: 0, blocked: 2 });
  const end = await draft({ ends: [ban] });
  expect(await found(end)).toMatchObject({ callable: 2 });
  await approve(end, [ban]);
  expect(await found(end, 'replan')).toMatchObject({ callable: 2, same: 0 });
  expect(await waiting()).toEqual([
    expect.objectContaining({ state: 'waiting', reason: null }),
    expect.objectContaining({ state: 'waiting', reason: null }),
  ]);
  const entries = await engine.rows(
    `select 1 from ledger_entries where tenant_id = $1 and kind = 'rule-change' and body like '%"what":"replanned"%'`,
    [campaign.tenantId],
  );
  expect(entries).toHaveLength(2);
});

test('a re-plan moves a promised callback to what the rules allow, and back to its promise', async () => {
  const [leadId] = await someLeads(engine, campaign, [aNumber(0)]);
  const promised = new Date(engine.clock.now() + HOUR_MS);
  await engine.rows(
    `update campaign_leads set next_attempt_at = $2, callback_at = $2, priority = 0, reason = 'callback-requested' where lead_id = $1`,
    [leadId, promised],
  );
  const until = await dayThere(3);
  const ban = await draft({ amendments: [provision(BAN, { until })] });
  await approve(ban);
  expect(await found(ban, 'replan')).toMatchObject({ later: 1 });
  const [moved] = await waiting();
  expect(moved?.next_attempt_at.getTime()).toBeGreaterThan(promised.getTime() + DAY_MS);
  expect(moved).toMatchObject({ callback_moved_from: promised, callback_at: moved?.next_attempt_at });
  const end = await draft({ ends: [ban] });
  await approve(end, [ban]);
  expect(await found(end, 'replan')).toMatchObject({ earlier: 1 });
  expect((await waiting())[0]).toMatchObject({
    next_attempt_at: promised,
    callback_at: promised,
    callback_moved_from: null,
  });
});

/** After collecting garbage: what is still held. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

test('a preview of tens of thousands takes seconds and little memory, and can be cancelled', async () => {
  const seeding = performance.now();
  await manyLeads(engine, campaign, 20_000);
  const change = await draft({ amendments: [provision(BAN)] });
  const heap = heapInUse();
  const began = performance.now();
  const seen = await found(change);
  const took = performance.now() - began;
  // However slow the machine is: not much longer than writing them took.
  expect(took).toBeLessThan(20 * (began - seeding));
  expect(seen.blocked).toBe(20_000);
  expect(heapInUse() - heap).toBeLessThan(150e6);

  const begun = Promise.withResolvers<void>();
  hold = { begun: begun.resolve, until: new Promise(() => undefined) };
  const { runId, handle } = await start(change, 'preview');
  await begun.promise;
  await eventually(async () => expect(await handle.query(sliceView)).toMatchObject({ total: 20_000 }));
  await handle.signal(sliceCancel, { by: 'user:1' });
  expect(await handle.result()).toMatchObject({ status: 'cancelled' });
  const [row] = await engine.rows<{ looked: string; error: string }>(
    'select looked, error from rule_change_runs where id = $1',
    [runId],
  );
  expect(Number(row?.looked)).toBeLessThan(20_000);
  expect(row?.error).toBe('Cancelled by user:1.');
});

test('a worker that is told to stop fails no run: its slice is broken off, and another goes on', async () => {
  await someLeads(engine, campaign, [aNumber(0), aNumber(1)]);
  const change = await draft({ amendments: [provision(BAN)] });
  const { tenantId } = campaign;
  const run = await engine.database.inTenant(tenantId, (tx) =>
    insertRun(tx, { changeId: change, kind: 'replan', by: 'user:1' }, engine.clock.now()),
  );
  const deps = { ...engine.deps, keyring: temporal.keyring };
  const slice = { tenantId, runId: run.id, sliceMs: 60_000 };
  // Of a worker's stop Temporal makes a failure that is tried again; of any other failure an end of the run.
  await expect(planLeads(deps, slice, AbortSignal.abort())).rejects.toThrow(CancelledFailure);
  expect(await planLeads(deps, slice, new AbortController().signal)).toMatchObject({ done: true });
});

test('a re-plan whose workers die half-way moves each lead once', async () => {
  const leads = 2_600;
  await manyLeads(engine, campaign, leads);
  const change = await draft({ amendments: [provision(BAN, { until: await dayThere(3) })] });
  await approve(change);
  const before = await waiting();
  const looked: number[] = [];
  const buried = Promise.withResolvers<never>();
  buried.promise.catch(() => undefined);
  deaths = [
    // All of its chunk is written and nothing committed: the server sees the connection break.
    (input) =>
      planLeads(dyingIn(2, 'select pg_terminate_backend(pg_backend_pid())'), input, new AbortController().signal),
    // Its chunk is committed, and nobody ever hears of it.
    async (input) => {
      looked.push((await planLeads(deps(), { ...input, sliceMs: 0 }, new AbortController().signal)).looked);
      return buried.promise;
    },
  ];
  const seen = await found(change, 'replan').finally(() => buried.reject(new Error('dead')));
  expect(deaths).toEqual([]);
  expect(looked[0]).toBeGreaterThan(0);
  expect(looked[0]).toBeLessThan(leads);
  expect(seen).toMatchObject({ later: leads, same: 0, earlier: 0, blocked: 0 });
  const after = await waiting();
  expect(new Set(after.map(({ state, next_attempt_at: at }) => `${state} ${at.toISOString()}`)).size).toBe(1);
  expect(after[0]?.next_attempt_at.getTime()).toBeGreaterThan((before[0]?.next_attempt_at.getTime() ?? 0) + DAY_MS);
  const entries = await engine.rows<{ leads: string; entries: string }>(
    `select count(distinct lead_id) as leads, count(*) as entries from ledger_entries
     where tenant_id = $1 and kind = 'rule-change' and body like '%"what":"replanned"%'`,
    [campaign.tenantId],
  );
  expect(entries).toEqual([{ leads: `${leads}`, entries: `${leads}` }]);
});

const deps = () => ({ ...engine.deps, keyring: temporal.keyring });

/** What a worker has whose transaction `nth` ends so once everything in it is written. */
function dyingIn(nth: number, statement: string) {
  let begun = 0;
  const { database } = engine;
  return {
    ...deps(),
    database: {
      inTenant: ((tenantId, work) =>
        database.inTenant(tenantId, async (tx) => {
          const result = await work(tx);
          begun += 1;
          if (begun === nth) await tx.query(statement);
          return result;
        })) satisfies typeof database.inTenant,
    },
  };
}

test('a preview fails by saying so when the rules change under it', async () => {
  await someLeads(engine, campaign, [aNumber(0)]);
  const [begun, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  hold = { begun: begun.resolve, until: letGo.promise };
  const { runId, handle } = await start(await draft({ amendments: [provision(BAN)] }), 'preview');
  await begun.promise;
  await approve(await draft({ amendments: [provision(BAN, { where: { states: ['US-FL'] } })] }));
  letGo.resolve();
  expect(await handle.result()).toMatchObject({ status: 'failed' });
  const [row] = await engine.rows<{ error: string }>('select error from rule_change_runs where id = $1', [runId]);
  expect(row?.error).toContain('preview it again');
});

/** Held, it still hears of its cancellation, by its heartbeats: then it goes on at once. */
async function heldUntil(letGo: Promise<void>): Promise<void> {
  const beat = setInterval(() => heartbeat(), 500);
  try {
    await Promise.race([letGo, Context.current().cancelled.catch(() => undefined)]);
  } finally {
    clearInterval(beat);
  }
}
