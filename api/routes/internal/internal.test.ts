import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { E164 } from '../../../domain/ids.ts';
import { eventually } from '../../../testing/eventually.ts';
import { listen } from '../../testing/listen.ts';
import { liveCall, type LiveCallAbout, waitingLeadOf } from '../../testing/live-call.ts';
import { startTestApi, type TestApi, type TestTenant, WORKER_TOKEN } from '../../testing/test-api.ts';

/** 2026-11-20 10:00 in New York, a Friday. */
const NOW = Date.parse('2026-11-20T15:00:00Z');
const NUMBER = '+12125550123' as E164;

let api: TestApi;
let acme: TestTenant;

beforeAll(async () => {
  api = await startTestApi({ now: () => NOW });
  acme = await api.tenant();
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => api.close());

let numbers = 0;
/** No number has two calls at once. */
const aNumber = () => `+1212555${String(200 + ++numbers).padStart(4, '0')}` as E164;

const aLiveCall = (tenant: TestTenant, { number = aNumber(), ...about }: LiveCallAbout & { number?: E164 } = {}) =>
  liveCall(api, tenant, number, about);

describe('the runtime configuration', () => {
  test('comes with the agent’s own key before the tenant’s, and only for a live call of this agent', async () => {
    const tenant = await api.tenant();
    const { agentId, callId } = await aLiveCall(tenant, { agent: { llmProvider: 'openai' } });
    const store = (body: object) => tenant.send('/api/v1/provider-credentials', { body });
    await store({ provider: 'openai', apiKey: 'sk-of-the-tenant-0001' });
    await store({ provider: 'cartesia', apiKey: 'ck-of-the-tenant-0002' });
    await store({ provider: 'openai', apiKey: 'sk-of-the-agent-0003', agentId, baseUrl: 'https://llm.example.com/v1' });
    const path = (call: string, of = tenant.id as string) =>
      `/internal/runtime-config/${agentId}?tenant=${of}&attempt=${call}`;
    const answer = await api.asWorker(path(callId));
    expect(answer.status).toBe(200);
    expect(answer.body.config).toMatchObject({
      agent_id: agentId,
      llm_provider: 'openai',
      greeting_message: 'Hello {{lead.firstName}}.',
    });
    expect(answer.body.provider_keys).toEqual({
      openai: { api_key: 'sk-of-the-agent-0003', base_url: 'https://llm.example.com/v1' },
      cartesia: { api_key: 'ck-of-the-tenant-0002' },
    });
    expect((await api.asWorker(path(randomUUID()))).status).toBe(404);
    expect((await api.asWorker(path(callId, acme.id))).status).toBe(404);
    await api.deps.database.inTenant(tenant.id, (tx) => tx.query(`update calls set state = 'ended'`));
    expect((await api.asWorker(path(callId))).status).toBe(404);
  });

  test('is the same for people, without keys', async () => {
    const { agentId, callId } = await aLiveCall(acme);
    await acme.send('/api/v1/provider-credentials', {
      body: { provider: 'openai', apiKey: 'sk-never-shown-0004', agentId },
    });
    const worker = await api.asWorker(`/internal/runtime-config/${agentId}?tenant=${acme.id}&attempt=${callId}`);
    const person = await acme.send(`/api/v1/agents/${agentId}/runtime-config`);
    expect(person.body.config).toEqual(worker.body.config);
    expect(person.text).not.toContain('sk-never-shown');
    expect(Object.keys(person.body.config)).toEqual(
      expect.arrayContaining([
        'agent_id',
        'name',
        'system_prompt',
        'personality',
        'greeting_message',
        'llm_provider',
        'llm_model',
        'temperature',
        'voice_id',
        'tts_provider',
        'tts_voice_id',
        'stt_provider',
        'stt_language',
        'max_concurrent_calls',
      ]),
    );
  });
});

describe('a call’s context', () => {
  test('has the campaign’s words over the agent’s, with the lead’s facts in them', async () => {
    const { callId } = await aLiveCall(acme, {
      campaign: {
        overrides: {
          greetingMessage: 'Hi {{lead.first_name}}, about {{lead.custom.plan|your plan}}.',
          voice: { provider: 'cartesia', voiceId: 'v1' },
        },
      },
      lead: { firstName: '{{tenant.name}}', custom: { plan: 'gold' } },
    });
    const { body } = await api.asWorker(`/internal/calls/${callId}/context`);
    expect(body).toMatchObject({
      tenantId: acme.id,
      workflowId: `call:${callId}`,
      calleeIdentity: `callee-${callId}`,
      // A value that looks like a variable stays text.
      greeting: 'Hi {{tenant.name}}, about gold.',
      prompt: 'Call {{tenant.name}}.',
      voice: { provider: 'cartesia', voiceId: 'v1' },
      clockOffsetMs: 0,
      leadZone: 'America/New_York',
      leadLocalTime: '2026-11-20T10:00',
    });
  });

  test('says that a machine calls, unless the greeting does', async () => {
    const plain = await aLiveCall(acme);
    expect((await api.asWorker(`/internal/calls/${plain.callId}/context`)).body.disclosure).toBe(
      'This is an automated assistant calling for Acme.',
    );
    const frank = await aLiveCall(acme, { agent: { greetingMessage: 'Hello, I am an automated assistant.' } });
    expect((await api.asWorker(`/internal/calls/${frank.callId}/context`)).body.disclosure).toBeNull();
    const own = await aLiveCall(acme, { agent: { disclosureMessage: 'A robot of {{tenant.name}}.' } });
    expect((await api.asWorker(`/internal/calls/${own.callId}/context`)).body.disclosure).toBe('A robot of Acme.');
  });

  test('runs on the tenant’s demonstration clock', async () => {
    const demo = await api.tenant({ clockOffsetMs: 3 * 3_600_000 });
    const { callId } = await aLiveCall(demo);
    const { body } = await api.asWorker(`/internal/calls/${callId}/context`);
    expect(body).toMatchObject({ clockOffsetMs: 10_800_000, leadLocalTime: '2026-11-20T13:00' });
  });

  test('is gone once the call has ended or was fenced', async () => {
    const { callId } = await aLiveCall(acme);
    await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query('update attempts set fenced_at = now() where id = $1', [callId]),
    );
    expect((await api.asWorker(`/internal/calls/${callId}/context`)).status).toBe(404);
    expect((await api.asWorker(`/internal/calls/${randomUUID()}/context`)).status).toBe(404);
  });
});

describe('what a voice worker reports', () => {
  test('the words that the law asks for are handed over, and what was said is kept with the call and in the ledger', async () => {
    const acme = await api.tenant();
    const { callId } = await aLiveCall(acme);
    const { body } = await api.asWorker(`/internal/calls/${callId}/context`);
    const keys = body.opening.map((part: { keys: string[] }) => part.keys);
    expect(keys.slice(0, 3)).toEqual([['identity'], ['opt-out'], ['recording']]);
    expect(body.opening.slice(0, 3).every((part: { required: boolean }) => part.required)).toBe(true);

    const said = [{ key: 'identity', startedMs: 120, endedMs: 2100, whole: true }];
    const report = () => api.asWorker(`/internal/calls/${callId}/disclosures`, { body: { said } });
    expect((await report()).status).toBe(204);
    expect((await report()).status).toBe(204);
    const entries = await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query<{ body: string; rules: string[] }>(
        `select body, rules from ledger_entries where tenant_id = $1 and attempt_id = $2 and actor = 'voice-worker'`,
        [acme.id, callId],
      ),
    );
    expect(entries).toHaveLength(1);
    expect(JSON.parse(entries[0]?.body ?? '')).toMatchObject({
      said,
      missing: ['opt-out', 'recording'],
      due: [
        { key: 'identity', after: 'greeting', withinMs: 2000 },
        { key: 'opt-out', after: 'identity', withinMs: 2000 },
        { key: 'recording', after: 'greeting', withinMs: 10000 },
      ],
    });
    expect(entries[0]?.rules).toContain('us.opt-out');
  });

  test('a message on a machine is handed over with its number, and kept beside what was said to people', async () => {
    const acme = await api.tenant();
    const { callId } = await aLiveCall(acme, { campaign: { voicemailPolicy: 'leave-message' } });
    const context = async () => (await api.asWorker(`/internal/calls/${callId}/context`)).body;
    expect((await context()).message).toEqual([]);
    const body = { tollFreeNumber: '+18005550199' };
    expect((await acme.send('/api/v1/compliance/profile', { method: 'PATCH', body })).status).toBe(200);
    const { message } = await context();
    expect(message[1]).toMatchObject({ words: expect.stringContaining('8 0 0'), keys: ['toll-free-number'] });

    const said = [{ key: 'identity', startedMs: 120, endedMs: 2100, whole: true }];
    for (const on of ['answer', 'voicemail', 'voicemail']) {
      const report = { on, said: on === 'answer' ? said : [{ ...said[0], key: 'toll-free-number' }] };
      expect((await api.asWorker(`/internal/calls/${callId}/disclosures`, { body: report })).status).toBe(204);
    }
    const entries = await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query<{ body: string }>(
        `select body from ledger_entries where tenant_id = $1 and attempt_id = $2 and actor = 'voice-worker' order by id`,
        [acme.id, callId],
      ),
    );
    expect(entries.map(({ body }) => JSON.parse(body))).toMatchObject([
      { on: 'answer', missing: ['opt-out', 'recording'] },
      { on: 'voicemail', due: [{ key: 'toll-free-number' }, { key: 'recording' }], missing: ['recording'] },
    ]);
  });

  const turn = (index: number, text: string) => ({
    index,
    speaker: index % 2 === 0 ? 'agent' : 'callee',
    text,
    startedAt: '2026-11-20T15:00:00.000Z',
    endedAt: '2026-11-20T15:00:02.000Z',
    latency: { totalMs: 400 + index },
    interrupted: false,
  });

  test('turns are kept once, sealed, and read by those who may', async () => {
    const { callId } = await aLiveCall(acme, { number: NUMBER });
    const report = (turns: unknown[]) => api.asWorker(`/internal/calls/${callId}/turns`, { body: { turns } });
    expect((await report([turn(0, 'Hello Ana.'), turn(1, 'My secret is 42.')])).status).toBe(204);
    expect((await report([turn(1, 'another text'), turn(2, 'Goodbye.')])).status).toBe(204);
    const call = await acme.send(`/api/v1/calls/${callId}`);
    expect(call.body.transcript.turns.map((one: { text: string }) => one.text)).toEqual([
      'Hello Ana.',
      'My secret is 42.',
      'Goodbye.',
    ]);
    expect(call.body).toMatchObject({
      turnCount: 3,
      number: '•••• ••23',
      latency: { turns: 3, medianMs: 401, p95Ms: 402 },
    });
    const { body } = await acme.send('/api/v1/calls');
    const listed = body.items.find(({ id }: { id: string }) => id === callId);
    const { answeredAt, endedAt, dueAt, local } = listed;
    // The lead's clock as the server reads it, in lists too.
    expect(local).toMatchObject({ zone: 'America/New_York', at: answeredAt ?? endedAt ?? dueAt });
    expect(Date.parse(`${local.local}${local.offset}`)).toBe(Math.floor(Date.parse(local.at) / 1000) * 1000);
    const viewer = await acme.send(`/api/v1/calls/${callId}`, { as: 'viewer' });
    expect(viewer.body.transcript).toEqual({ visible: false, turns: [] });
    expect(viewer.body.number).toBe('•••• ••23');
    expect(viewer.text).not.toContain('5550123');
    const stored = await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query<{ bytes: Buffer }>('select text_enc as bytes from turns where call_id = $1', [callId]),
    );
    expect(stored.some((row) => row.bytes.includes('secret'))).toBe(false);
  });

  test('an opt-out is on the list before it is answered, ends the lead and hangs up the number’s other calls', async () => {
    const tenant = await api.tenant();
    const said = await aLiveCall(tenant, { number: NUMBER });
    const waiting = await waitingLeadOf(api, tenant, NUMBER, said);
    const answer = await api.asWorker(`/internal/calls/${said.callId}/opt-out`, {
      body: { heardAt: '2026-11-20T15:00:00.000Z' },
    });
    expect(answer.status).toBe(204);
    const list = await tenant.send('/api/v1/suppressions?phone=(212)%20555-0123');
    expect(list.body.items).toMatchObject([{ source: 'spoken', callId: said.callId, number: '•••• ••23' }]);
    const lead = await tenant.send(`/api/v1/leads/${waiting}`);
    expect(lead.body.campaigns[0]).toMatchObject({ state: 'blocked', reason: 'suppressed' });
    expect(
      (await api.asWorker(`/internal/calls/${said.callId}/opt-out`, { body: { heardAt: '2026-11-20T15:00:00.000Z' } }))
        .status,
    ).toBe(204);
    expect((await tenant.send('/api/v1/suppressions')).body.items).toHaveLength(1);
  });

  test('a callback is promised as asked, or moved into the window and said', async () => {
    const { callId } = await aLiveCall(acme);
    const ask = (requestedLocal: string, zone?: string) =>
      api.asWorker(`/internal/calls/${callId}/callback`, { body: { requestedLocal, zone } });
    expect((await ask('2026-11-20T16:30')).body).toEqual({
      at: '2026-11-20T21:30:00.000Z',
      local: '2026-11-20T16:30',
      zone: 'America/New_York',
      moved: null,
    });
    const late = await ask('2026-11-20T23:00');
    expect(late.body).toMatchObject({
      local: '2026-11-21T08:00',
      moved: expect.stringContaining('may not call at that time'),
    });
    const unreadable = await ask('2026-02-31T10:00');
    expect(unreadable.status).toBe(422);
    expect(unreadable.body.detail).toBe('I cannot call at that time.');
    expect((await ask('2026-11-20T16:30', 'Mars/Olympus')).status).toBe(422);
  });

  test('a heartbeat says how much room there is; none while draining', async () => {
    const beat = (body: object) => api.asWorker('/internal/voice-workers/worker-1/heartbeat', { body });
    await beat({ capacity: 10, active: 3, ready: true, buildId: 'b1' });
    await beat({ capacity: 10, active: 3, ready: false, buildId: 'b1' });
    const [row] = await api.deps.database.outsideTenants('select capacity, active, ready from voice_workers');
    expect(row).toEqual({ capacity: 3, active: 3, ready: 0 });
    const health = await api.send('/health/voiceWorkers');
    expect(health.body).toMatchObject({ state: 'connected', version: 'b1' });
  });

  test('the first room of all voice workers wakes the campaigns that wait for one, and none that has a call or begins later', async () => {
    const [waiting, second, later, busy] = [
      await aLiveCall(acme),
      await aLiveCall(acme),
      await aLiveCall(acme),
      await aLiveCall(acme),
    ];
    await api.deps.database.inTenant(acme.id, async (tx) => {
      for (const { campaignId, leadId } of [waiting, second, later, busy]) {
        await tx.query(`update campaigns set status = 'running' where id = $1`, [campaignId]);
        await tx.query(`update campaign_leads set state = 'waiting', next_attempt_at = now() where lead_id = $1`, [
          leadId,
        ]);
      }
      const free = [waiting, second, later].map(({ campaignId }) => campaignId);
      await tx.query(`delete from leases where campaign_id = any($1::uuid[])`, [free]);
      await tx.query(
        `update campaigns set schedule = jsonb_build_object('startAt', now() + interval '1 h') where id = $1`,
        [later.campaignId],
      );
    });
    const told = await api.deps.database.outsideTenants('select campaign_id from campaigns_without_voice()');
    const both = [waiting, second].map(({ campaignId }) => ({ campaign_id: campaignId }));
    expect(told).toHaveLength(2);
    expect(told).toEqual(expect.arrayContaining(both));
    const { workflow } = api.deps.temporal;
    const handleOf = workflow.getHandle.bind(workflow);
    // None of them has a workflow yet: that of the first keeps no other from being told.
    const getHandle = jest.spyOn(workflow, 'getHandle').mockImplementation((id) => {
      const handle = handleOf(id);
      handle.signal = () => Promise.reject(new WorkflowNotFoundError('no such workflow', id, undefined));
      return handle;
    });
    const asked = jest.spyOn(api.deps.wakeUps, 'ask');
    const wakesAt = async (worker: string, warm: number) => {
      const before = asked.mock.calls.length;
      const body = { capacity: 10, active: 3, ready: true, buildId: 'b1', warm };
      await api.asWorker(`/internal/voice-workers/${worker}/heartbeat`, { body });
      return asked.mock.calls.length > before;
    };
    expect(await wakesAt('worker-2', 0)).toBe(false);
    expect(await wakesAt('worker-2', 3)).toBe(true);
    await eventually(() => {
      for (const { campaign_id } of both) expect(getHandle).toHaveBeenCalledWith(`campaign:${campaign_id}`);
    });
    expect(getHandle).toHaveBeenCalledTimes(2);
    expect(await wakesAt('worker-2', 4)).toBe(false);
    expect(await wakesAt('worker-3', 5)).toBe(false);
    expect(await wakesAt('worker-3', 0)).toBe(false);
    expect(await wakesAt('worker-2', 0)).toBe(false);
    expect(await wakesAt('worker-3', 1)).toBe(true);
    // At most one a second, and the last that is asked for is made.
    await eventually(() => expect(getHandle).toHaveBeenCalledTimes(4));
  });

  test('a change of an agent is told to voice workers once it is committed', async () => {
    const { agentId } = await aLiveCall(acme);
    const stream = await listen(`${api.url}/internal/agent-versions`, WORKER_TOKEN);
    await acme.send(`/api/v1/agents/${agentId}`, { method: 'PATCH', body: { temperature: 0.1 } });
    await stream.until((heard) => heard.some((event) => event.data.agentId === agentId));
    stream.close();
    expect(stream.heard.find((event) => event.data.agentId === agentId)).toMatchObject({
      name: 'agent-version',
      data: { tenantId: acme.id, version: 2 },
    });
  });
});

test('a stream of agent versions ends when notices may have been lost, and the next one has them again', async () => {
  const stream = await listen(`${api.url}/internal/agent-versions`, WORKER_TOKEN);
  const owner = new pg.Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'ringfence-agent-versions' and datname = current_database()`,
  );
  await owner.end();
  await stream.ended();
  const next = await listen(`${api.url}/internal/agent-versions`, WORKER_TOKEN);
  const { agentId } = await aLiveCall(acme);
  await next.until((heard) => heard.some((event) => event.data.agentId === agentId));
  next.close();
});

test('a carrier’s report is to be sent again while Temporal is away', async () => {
  const report = {
    event: 'ended',
    intent: randomUUID(),
    callId: 'c1',
    outcome: 'completed',
    answeredAt: '2026-11-20T15:00:00Z',
    endedAt: '2026-11-20T15:01:00Z',
    talkMs: 60000,
    optOut: false,
  };
  const answer = await api.asWorker('/internal/carrier-reports', { body: report });
  expect(answer.status).toBe(503);
});

test('the configuration is read in a moment', async () => {
  const { agentId, callId } = await aLiveCall(acme);
  const path = `/internal/runtime-config/${agentId}?tenant=${acme.id}&attempt=${callId}`;
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const begun = performance.now();
    await api.asWorker(path);
    times.push(performance.now() - begun);
  }
  // The goal of 10 ms, 95 times of 100, is measured by the benchmark on a quiet machine. A query that got slow is slow
  // each time, a machine that does much else is not.
  expect(Math.min(...times)).toBeLessThan(100);
});
