import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../../testing/eventually.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

let api: TestApi;
let acme: TestTenant;
let made = 0;

beforeAll(async () => {
  api = await startTestApi();
  acme = await api.tenant();
});
afterAll(() => api.close());

const post = async (path: string, body: unknown) => (await acme.send(path, { body })).body;
const change = (id: string, body: unknown) => acme.send(`/api/v1/campaigns/${id}`, { method: 'PUT', body });

async function aListWithALead(): Promise<string> {
  const list = await post('/api/v1/lists', { name: `List ${++made}` });
  const person = randomUUID();
  await api.deps.database.inTenant(acme.id, async (tx) => {
    await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [acme.id, person]);
    await tx.query('insert into leads (tenant_id, list_id, person_id) values ($1, $2, $3)', [acme.id, list.id, person]);
  });
  return list.id;
}

interface Made {
  id: string;
  name: string;
  agents: { agentId: string }[];
  callerIds: string[];
  trunkId: string;
}

async function aReadyCampaign(listId: string): Promise<Made> {
  const agent = await post('/api/v1/agents', { name: 'Sales', status: 'active', greetingMessage: 'Hello' });
  const trunk = await post('/api/v1/trunks', { name: `Trunk ${made}`, carrier: 'fake' });
  const number = await post('/api/v1/phone-numbers', { number: `+1212555${String(100 + made).padStart(4, '0')}` });
  return post('/api/v1/campaigns', {
    name: `Campaign ${made}`,
    agents: [{ agentId: agent.id }],
    listIds: [listId],
    trunkId: trunk.id,
    callerIds: [number.id],
  });
}

const start = (id: string) => acme.send(`/api/v1/campaigns/${id}/start`, { method: 'POST' });

async function aRunningCampaign(listId: string): Promise<string> {
  const { id } = await aReadyCampaign(listId);
  expect((await start(id)).status).toBe(200);
  return id;
}

const leadsOf = (campaignId: string) =>
  api.deps.database.inTenant(acme.id, (tx) =>
    tx.query<{ list_id: string; state: string; reason: string | null }>(
      `select l.list_id, cl.state, cl.reason from campaign_leads cl join leads l on l.id = cl.lead_id
       where cl.campaign_id = $1 order by cl.state`,
      [campaignId],
    ),
  );

test('a list that a running campaign gives up is not called any more, and one it takes on is', async () => {
  const [old, fresh] = [await aListWithALead(), await aListWithALead()];
  const id = await aRunningCampaign(old);
  expect(await leadsOf(id)).toEqual([{ list_id: old, state: 'waiting', reason: null }]);

  expect((await change(id, { listIds: [fresh] })).status).toBe(200);
  expect(await leadsOf(id)).toEqual([{ list_id: fresh, state: 'waiting', reason: null }]);
});

test('the first start is in the ledger, with whose it was and how often it tries', async () => {
  const id = await aRunningCampaign(await aListWithALead());
  const entries = await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query<{ kind: string; actor: string; body: string }>(
      'select kind, actor, body from ledger_entries where campaign_id = $1',
      [id],
    ),
  );
  expect(entries).toEqual([
    { kind: 'rule-change', actor: expect.stringMatching(/^user:/), body: expect.stringContaining('"before":null') },
  ]);
  expect(JSON.parse(entries[0]?.body ?? '')).toMatchObject({
    what: 'campaign-retries',
    after: { maxAttempts: expect.any(Number), rules: expect.anything() },
  });
});

test('a lead of such a list that was called already keeps its record, and is done', async () => {
  const [old, fresh] = [await aListWithALead(), await aListWithALead()];
  const id = await aRunningCampaign(old);
  await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query('update campaign_leads set attempts = 1 where campaign_id = $1', [id]),
  );
  await change(id, { listIds: [fresh] });
  expect(await leadsOf(id)).toEqual([
    { list_id: old, state: 'done', reason: 'list-removed' },
    { list_id: fresh, state: 'waiting', reason: null },
  ]);
});

test('a number of another trunk is refused while it runs, and keeps a paused one from going on', async () => {
  const id = await aRunningCampaign(await aListWithALead());
  const other = await post('/api/v1/trunks', { name: `Other ${made}`, carrier: 'fake' });
  const theirs = await post('/api/v1/phone-numbers', { number: '+1 312 555 0199', trunkId: other.id });
  const body = { callerIds: [theirs.id] };
  expect((await change(id, body)).body.errors).toMatchObject([{ field: 'callerIds' }]);

  await acme.send(`/api/v1/campaigns/${id}/pause`, { method: 'POST' });
  expect((await change(id, body)).status).toBe(200);
  const resumed = await acme.send(`/api/v1/campaigns/${id}/resume`, { method: 'POST' });
  expect([resumed.status, resumed.body.errors]).toMatchObject([409, [{ field: 'callerIds' }]]);
  await change(id, { trunkId: other.id });
  expect((await acme.send(`/api/v1/campaigns/${id}/resume`, { method: 'POST' })).status).toBe(200);
});

test('the trunk of a running campaign is changed, not taken away', async () => {
  const id = await aRunningCampaign(await aListWithALead());
  const refused = await change(id, { trunkId: null });
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([{ field: 'trunkId' }]);
});

test('a trunk that was paused since keeps no other field of a running campaign from being changed', async () => {
  const campaign = await aReadyCampaign(await aListWithALead());
  expect((await start(campaign.id)).status).toBe(200);
  const paused = { method: 'PATCH', body: { status: 'paused' } };
  expect((await acme.send(`/api/v1/trunks/${campaign.trunkId}`, paused)).status).toBe(200);
  const { id: agentId } = await post('/api/v1/agents', { name: 'Sales', status: 'active', greetingMessage: 'Hello' });
  expect((await change(campaign.id, { agents: [{ agentId }] })).status).toBe(200);
  const refused = await change(campaign.id, { agents: [{ agentId }], trunkId: campaign.trunkId });
  expect(refused.body.errors).toMatchObject([{ field: 'trunkId' }]);
});

test('leads that wait for a window are looked at again when it is another, callbacks at the time they were promised for', async () => {
  const [list, other] = [await aListWithALead(), await aListWithALead()];
  const id = await aRunningCampaign(list);
  await change(id, { listIds: [list, other] });
  const [tomorrow, promised] = [new Date(Date.now() + 86_400_000), new Date(Date.now() + 3_600_000)];
  await api.deps.database.inTenant(acme.id, async (tx) => {
    await tx.query(`update campaign_leads set reason = 'outside-window', next_attempt_at = $2 where campaign_id = $1`, [
      id,
      tomorrow,
    ]);
    await tx.query(
      `update campaign_leads cl set callback_at = $2, callback_moved_from = $3, priority = 0 from leads l
       where cl.campaign_id = $1 and l.id = cl.lead_id and l.list_id = $4`,
      [id, tomorrow, promised, other],
    );
  });
  const due = () =>
    api.deps.database.inTenant(acme.id, (tx) =>
      tx.query<{
        next_attempt_at: Date;
        callback_at: Date | null;
        callback_moved_from: Date | null;
        reason: string | null;
      }>(
        `select next_attempt_at, callback_at, callback_moved_from, reason from campaign_leads where campaign_id = $1 order by 1`,
        [id],
      ),
    );

  await change(id, { callsPerSecond: 2 });
  expect((await due()).map((lead) => lead.next_attempt_at)).toEqual([tomorrow, tomorrow]);
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  await change(id, { callingWindow: { days, start: '09:00', end: '20:00', zone: 'lead' } });
  const [now, later] = await due();
  expect(now?.next_attempt_at.getTime()).toBeLessThanOrEqual(Date.now());
  expect(now?.reason).toBeNull();
  expect(later).toEqual({
    next_attempt_at: promised,
    callback_at: promised,
    callback_moved_from: null,
    reason: 'callback-requested',
  });
});

describe('what a running campaign cannot be without', () => {
  const archive = (agentId: string) => acme.send(`/api/v1/agents/${agentId}`, { method: 'DELETE' });
  const put = (path: string, body: unknown) => acme.send(path, { method: 'PUT', body });

  test('is not taken from it, and the answer names it; from one that is paused it is', async () => {
    const { id, name, agents, callerIds } = await aReadyCampaign(await aListWithALead());
    const [agent, number] = [agents[0]?.agentId ?? '', `/api/v1/phone-numbers/${callerIds[0]}`];
    const other = await post('/api/v1/trunks', { name: `Elsewhere ${made}`, carrier: 'fake' });
    await start(id);
    const refused: [string, Awaited<ReturnType<typeof archive>>][] = [
      ['status', await archive(agent)],
      ['status', await put(`/api/v1/agents/${agent}`, { status: 'inactive' })],
      ['direction', await put(`/api/v1/agents/${agent}`, { direction: 'inbound' })],
      ['status', await put(number, { status: 'inactive' })],
      ['trunkId', await put(number, { trunkId: other.id })],
    ];
    for (const [field, { status, body }] of refused) {
      expect([status, body.type]).toEqual([409, 'urn:ringfence:problem:campaigns-running']);
      const message = expect.stringContaining(`“${name}” would have no`);
      expect(body.errors).toEqual([{ field, message, remedy: expect.stringContaining('Pause it, or choose another') }]);
    }
    expect((await acme.send(`/api/v1/agents/${agent}`)).body.status).toBe('active');

    await acme.send(`/api/v1/campaigns/${id}/pause`, { method: 'POST' });
    expect((await archive(agent)).status).toBe(204);
    expect((await put(number, { status: 'inactive' })).status).toBe(200);
  });

  test('is taken where it has another', async () => {
    const id = await aRunningCampaign(await aListWithALead());
    const { agents, callerIds } = (await acme.send(`/api/v1/campaigns/${id}`)).body;
    const second = await post('/api/v1/agents', { name: 'Support', status: 'active', greetingMessage: 'Hello' });
    const number = await post('/api/v1/phone-numbers', { number: `+1312555${String(100 + made).padStart(4, '0')}` });
    const both = { agents: [...agents, { agentId: second.id }], callerIds: [...callerIds, number.id] };
    expect((await change(id, both)).status).toBe(200);
    expect((await archive(agents[0].agentId)).status).toBe(204);
    expect((await put(`/api/v1/phone-numbers/${callerIds[0]}`, { status: 'inactive' })).status).toBe(200);
    expect((await archive(second.id)).status).toBe(409);
    expect((await put(`/api/v1/phone-numbers/${number.id}`, { status: 'inactive' })).status).toBe(409);
  });

  test('is a trunk’s place at LiveKit, too; pausing the trunk stays the brake that it is', async () => {
    const id = await aRunningCampaign(await aListWithALead());
    const trunk = await post('/api/v1/trunks', { name: `SIP ${made}`, carrier: 'livekit-sip', livekitTrunkId: 'ST_x' });
    expect((await change(id, { trunkId: trunk.id })).status).toBe(200);
    const patch = (body: unknown) => acme.send(`/api/v1/trunks/${trunk.id}`, { method: 'PATCH', body });
    expect((await patch({ livekitTrunkId: null })).body.errors).toMatchObject([{ field: 'livekitTrunkId' }]);
    expect((await patch({ status: 'paused' })).status).toBe(200);
    // It goes on: the campaign is told, and does not wait until it looks by itself.
    const told = () =>
      api.deps.database.inTenant(acme.id, (tx) =>
        tx.query(`select from outbox where kind = 'signal' and payload->>'workflowId' = $1`, [`campaign:${id}`]),
      );
    const before = (await told()).length;
    expect((await patch({ status: 'active' })).body.status).toBe('active');
    expect(await told()).toHaveLength(before + 1);
  });

  test('is there at a start, or the start is refused, however close both come', async () => {
    for (let time = 0; time < 4; time++) {
      const { id, agents } = await aReadyCampaign(await aListWithALead());
      const [started, archived] = await Promise.all([start(id), archive(agents[0]?.agentId ?? '')]);
      expect([
        [200, 409],
        [409, 204],
      ]).toContainEqual([started.status, archived.status]);
    }
  });

  test('may be taken while leads are still being enrolled: the start is refused then, and held nobody up', async () => {
    const { id, agents } = await aReadyCampaign(await aListWithALead());
    const starting = await api.deps.database.inTenant(acme.id, async (tx) => {
      // The enrolment, and nothing before it, waits for this.
      await tx.query('lock table campaign_leads in share mode');
      const started = start(id);
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await eventually(async () => expect(await api.deps.database.outsideTenants(waiting)).toHaveLength(1));
      const free = `select pg_try_advisory_xact_lock(hashtextextended('ringfence.what-runs:' || $1, 0)) as free`;
      expect(await api.deps.database.inTenant(acme.id, (other) => other.query(free, [acme.id]))).toEqual([
        { free: true },
      ]);
      expect((await archive(agents[0]?.agentId ?? '')).status).toBe(204);
      return { started };
    });
    const refused = await starting.started;
    expect([refused.status, refused.body.errors]).toMatchObject([409, [{ field: 'agents' }]]);
  });
});
