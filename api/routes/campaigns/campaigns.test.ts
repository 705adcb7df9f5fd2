import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Json, startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

let api: TestApi;
let acme: TestTenant;

beforeAll(async () => {
  api = await startTestApi();
  acme = await api.tenant();
});
afterAll(() => api.close());

const post = async (path: string, body: unknown, tenant = acme) => (await tenant.send(path, { body })).body;
const fieldsOf = (body: Json): string[] => [
  ...new Set<string>(body.errors.map((error: { field: string }) => error.field)),
];

async function aLead(listId: string, custom = {}, tenant = acme): Promise<void> {
  const [person, lead] = [randomUUID(), randomUUID()];
  await api.deps.database.inTenant(tenant.id, async (tx) => {
    await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [tenant.id, person]);
    await tx.query('insert into leads (tenant_id, id, list_id, person_id, custom) values ($1, $2, $3, $4, $5)', [
      tenant.id,
      lead,
      listId,
      person,
      custom,
    ]);
  });
}

let names = 0;

/** A campaign that can start: everything it needs, made on the spot. */
async function aReadyCampaign(fields: Record<string, unknown> = {}, tenant = acme): Promise<Json> {
  const agent = await post(
    '/api/v1/agents',
    { name: 'Sales', status: 'active', greetingMessage: 'Hello {{lead.firstName}}' },
    tenant,
  );
  const list = await post('/api/v1/lists', { name: `List ${++names}` }, tenant);
  await aLead(list.id, {}, tenant);
  const trunk = await post('/api/v1/trunks', { name: `Trunk ${names}`, carrier: 'fake' }, tenant);
  const number = await post(
    '/api/v1/phone-numbers',
    { number: `+1212555${String(100 + names).padStart(4, '0')}` },
    tenant,
  );
  return post(
    '/api/v1/campaigns',
    {
      name: `Campaign ${names}`,
      agents: [{ agentId: agent.id }],
      listIds: [list.id],
      trunkId: trunk.id,
      callerIds: [number.id],
      ...fields,
    },
    tenant,
  );
}

const command = (id: string, what: string, tenant = acme) =>
  tenant.send(`/api/v1/campaigns/${id}/${what}`, { method: 'POST' });

describe('a campaign that cannot run', () => {
  test('names everything it lacks at once', async () => {
    const { id } = await post('/api/v1/campaigns', { name: 'Bare', dialerType: 'predictive' });
    const refused = await command(id, 'start');
    expect(refused.status).toBe(409);
    expect(refused.body.type).toBe('urn:ringfence:problem:campaign-not-ready');
    expect(fieldsOf(refused.body).toSorted()).toEqual(['agents', 'callerIds', 'dialerType', 'listIds', 'trunkId']);
    const check = await acme.send(`/api/v1/campaigns/${id}/check`);
    expect(check.body).toMatchObject({ ready: false, chosenDialer: { dialer: 'predictive', available: false } });
    expect((await acme.send(`/api/v1/campaigns/${id}`)).body.status).toBe('draft');
  });

  test.each(['progressive', 'predictive', 'preview'])(
    'is told that the %s dialer is not there yet',
    async (dialerType) => {
      const { id } = await aReadyCampaign({ dialerType });
      const refused = await command(id, 'start');
      expect(fieldsOf(refused.body)).toEqual(['dialerType']);
      expect(refused.body.errors[0].message).toContain('not there yet');
    },
  );

  test('is told that its list is empty', async () => {
    const list = await post('/api/v1/lists', { name: 'Empty' });
    const { id } = await aReadyCampaign({ listIds: [list.id] });
    const refused = await command(id, 'start');
    expect(refused.body.errors).toEqual([
      { field: 'listIds', message: 'The list “Empty” is empty.', remedy: 'Import leads into it.' },
    ]);
  });

  test('is told that its number cannot be used', async () => {
    const campaign = await aReadyCampaign();
    await acme.send(`/api/v1/phone-numbers/${campaign.callerIds[0]}`, { method: 'PUT', body: { status: 'inactive' } });
    expect(fieldsOf((await command(campaign.id, 'start')).body)).toEqual(['callerIds']);
  });

  test('is told why its trunk is paused', async () => {
    const campaign = await aReadyCampaign();
    await acme.send(`/api/v1/trunks/${campaign.trunkId}`, {
      method: 'PATCH',
      body: { status: 'paused', pausedReason: 'wrong password' },
    });
    const refused = await command(campaign.id, 'start');
    expect(refused.body.errors[0]).toMatchObject({
      field: 'trunkId',
      message: expect.stringContaining('wrong password'),
    });
  });

  test('on a demonstration clock never gets a real carrier', async () => {
    const demo = await api.tenant({ clockOffsetMs: 3_600_000 });
    const trunk = await post('/api/v1/trunks', { name: 'Real', carrier: 'livekit-sip', livekitTrunkId: 'ST_x' }, demo);
    const { id } = await aReadyCampaign({ trunkId: trunk.id }, demo);
    const refused = await command(id, 'start', demo);
    expect(refused.body.errors[0].message).toContain('demonstration clock');
  });
});

describe('saving a campaign', () => {
  test('refuses variables that nothing fills, with their place', async () => {
    const refused = await acme.send('/api/v1/campaigns', {
      body: { name: 'Unknown', overrides: { greetingMessage: 'Hello\n{{lead.nickname}}' } },
    });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0]).toMatchObject({
      field: 'overrides.greetingMessage',
      message: expect.stringContaining('line 2, column 1'),
    });
    expect((await acme.send('/api/v1/campaigns?search=Unknown')).body.items).toEqual([]);
  });

  test('refuses fields of the leads’ own that no lead of its lists has', async () => {
    const { listIds } = await aReadyCampaign();
    const save = () =>
      acme.send('/api/v1/campaigns', {
        body: { name: 'Plans', listIds, overrides: { greetingMessage: 'Your {{lead.custom.plan}} plan' } },
      });
    expect(fieldsOf((await save()).body)).toEqual(['overrides.greetingMessage']);
    await aLead(listIds[0], { plan: 'gold' });
    expect((await save()).status).toBe(201);
  });

  test.each([
    [{ days: [], start: '09:00', end: '17:00', zone: 'lead' }, 'callingWindow.days'],
    [{ days: ['mon'], start: '17:00', end: '09:00', zone: 'lead' }, 'callingWindow.end'],
    [{ days: ['mon'], start: '22:00', end: '23:00', zone: 'lead' }, 'callingWindow'],
    [{ days: ['mon'], start: '09:00', end: '17:00', zone: 'America/Nowhere' }, 'callingWindow.zone'],
  ])('refuses a window that never opens: %j', async (callingWindow, field) => {
    const refused = await acme.send('/api/v1/campaigns', { body: { name: 'Never', callingWindow } });
    expect(refused.status).toBe(422);
    expect(fieldsOf(refused.body)).toEqual([field]);
  });

  test('is told what no voice worker has: a provider, a tool, a speech-to-speech model', async () => {
    const odd = { llmProvider: 'nosuch', tools: ['fly'], realtime: { provider: 'openai', model: 'gpt-realtime' } };
    const agent = await post('/api/v1/agents', { name: 'Odd', status: 'active', greetingMessage: 'Hello', ...odd });
    const { id } = await aReadyCampaign({ agents: [{ agentId: agent.id }] });
    const { problems } = (await acme.send(`/api/v1/campaigns/${id}/check`)).body;
    expect(problems.map(({ message }: Json) => message)).toEqual([
      expect.stringContaining('language model of “nosuch”'),
      expect.stringContaining('Speech-to-speech'),
      expect.stringContaining('no tool “fly”'),
    ]);
    const voice = { voice: { provider: 'nosuch', voiceId: 'x' } };
    const refused = await acme.send(`/api/v1/campaigns/${id}`, { method: 'PUT', body: { overrides: voice } });
    expect(fieldsOf(refused.body)).toEqual(['overrides.voice.provider']);
  });

  test('is told at once that its schedule ends before it begins', async () => {
    const schedule = { startAt: '2030-02-01T00:00:00Z', endAt: '2030-01-01T00:00:00Z' };
    const refused = await acme.send('/api/v1/campaigns', { body: { name: 'Backwards', schedule } });
    expect(fieldsOf(refused.body)).toEqual(['schedule.endAt']);
  });

  test('refuses ids of another tenant, by name', async () => {
    const rival = await api.tenant();
    const theirs = await post('/api/v1/agents', { name: 'Theirs' }, rival);
    const refused = await acme.send('/api/v1/campaigns', { body: { name: 'Thief', agents: [{ agentId: theirs.id }] } });
    expect(refused.status).toBe(422);
    expect(fieldsOf(refused.body)).toEqual(['agents']);
  });

  test('changes only what is sent, and takes back what it gave', async () => {
    const campaign = await aReadyCampaign({ callsPerSecond: 3 });
    const read = await acme.send(`/api/v1/campaigns/${campaign.id}`);
    const sent = await acme.send(`/api/v1/campaigns/${campaign.id}`, {
      method: 'PUT',
      body: { ...read.body, maxConcurrentCalls: 9 },
    });
    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({
      callsPerSecond: 3,
      maxConcurrentCalls: 9,
      agents: campaign.agents,
      version: read.body.version + 1,
    });
  });

  test('copies a campaign as a draft with another name', async () => {
    const campaign = await aReadyCampaign();
    const clone = await post(`/api/v1/campaigns/${campaign.id}/clone`, {});
    expect(clone).toMatchObject({
      status: 'draft',
      name: `${campaign.name} (copy 1)`,
      listIds: campaign.listIds,
      callerIds: campaign.callerIds,
    });
    expect((await post(`/api/v1/campaigns/${campaign.id}/clone`, {})).name).toBe(`${campaign.name} (copy 2)`);
  });
});

describe('commands, while Temporal is away', () => {
  async function outbox(tenant = acme): Promise<{ kind: string; payload: Json }[]> {
    return api.deps.database.inTenant(tenant.id, (tx) =>
      tx.query<{ kind: string; payload: Json }>('select kind, payload from outbox order by id'),
    );
  }

  test('starting puts the leads in, sets the brake free and leaves the workflow to the outbox', async () => {
    const tenant = await api.tenant();
    const campaign = await aReadyCampaign({}, tenant);
    const started = await command(campaign.id, 'start', tenant);
    expect(started.status).toBe(200);
    expect(started.body).toMatchObject({ delivered: false, campaign: { status: 'running', revision: 1 } });
    expect(started.body.message).toContain('agentless');
    expect(started.body.message).toContain('follows by itself');
    const progress = await tenant.send(`/api/v1/campaigns/${campaign.id}/progress`);
    expect(progress.body).toMatchObject({ status: 'running', leads: { total: 1, waiting: 1 } });
    expect(await outbox(tenant)).toMatchObject([
      {
        kind: 'start-workflow',
        payload: { workflowId: `campaign:${campaign.id}`, args: [{ tenantId: tenant.id, campaignId: campaign.id }] },
      },
    ]);
  });

  test('the brake works: paused at once, resumed, stopped with calls hung up', async () => {
    const tenant = await api.tenant();
    const { id } = await aReadyCampaign({}, tenant);
    await command(id, 'start', tenant);
    expect((await command(id, 'pause', tenant)).body.campaign).toMatchObject({ status: 'paused', revision: 2 });
    expect((await command(id, 'pause', tenant)).body).toMatchObject({
      message: 'It is paused already.',
      campaign: { revision: 2 },
    });
    expect((await command(id, 'start', tenant)).status).toBe(409);
    expect((await command(id, 'resume', tenant)).body.campaign).toMatchObject({ status: 'running', revision: 3 });
    expect((await command(id, 'stop?calls=hang-up', tenant)).body.campaign).toMatchObject({
      status: 'stopping',
      revision: 4,
    });
    const last = (await outbox(tenant)).find((row) => row.payload.arg?.kind === 'stop');
    expect(last).toMatchObject({
      kind: 'update',
      payload: { name: 'campaignCommand', arg: { kind: 'stop', calls: 'hang-up', revision: 4 } },
    });
  });

  test('compliance may halt what it may not start', async () => {
    const { id } = await aReadyCampaign();
    expect((await acme.send(`/api/v1/campaigns/${id}/start`, { method: 'POST', as: 'compliance' })).status).toBe(403);
    await command(id, 'start');
    expect((await acme.send(`/api/v1/campaigns/${id}/pause`, { method: 'POST', as: 'compliance' })).status).toBe(200);
  });

  test('two starts at once are one', async () => {
    const tenant = await api.tenant();
    const { id } = await aReadyCampaign({}, tenant);
    const answers = await Promise.all([command(id, 'start', tenant), command(id, 'start', tenant)]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(answers.map((answer) => answer.body.campaign.revision)).toEqual([1, 1]);
    expect(await outbox(tenant)).toHaveLength(1);
  });

  test('a campaign that is over is archived, one that runs is not', async () => {
    const { id } = await aReadyCampaign();
    await command(id, 'start');
    expect((await command(id, 'archive')).status).toBe(409);
    const draft = await aReadyCampaign();
    expect((await command(draft.id, 'archive')).body.status).toBe('archived');
    expect((await command(draft.id, 'start')).status).toBe(409);
  });

  test('an archived campaign comes back as it was, and dials nothing by that', async () => {
    const tenant = await api.tenant();
    const draft = await aReadyCampaign({}, tenant);
    await command(draft.id, 'archive', tenant);
    expect((await command(draft.id, 'unarchive', tenant)).body.status).toBe('draft');
    expect((await command(draft.id, 'unarchive', tenant)).body.status).toBe('draft');
    const { id } = await aReadyCampaign({}, tenant);
    const over = '2026-11-20T15:00:00.000Z';
    for (const status of ['stopped', 'completed']) {
      await api.deps.database.inTenant(tenant.id, (tx) =>
        tx.query('update campaigns set status = $2, started_at = $3, finished_at = $3 where id = $1', [
          id,
          status,
          over,
        ]),
      );
      await command(id, 'archive', tenant);
      const { body } = await command(id, 'unarchive', tenant);
      expect(body).toMatchObject({ status, finishedAt: over });
    }
    expect(await outbox(tenant)).toEqual([]);
  });
});

test('auto says what it chose and why', async () => {
  const { chosenDialer } = await aReadyCampaign({ dialerType: 'auto' });
  expect(chosenDialer).toMatchObject({
    dialer: 'agentless',
    available: true,
    because: expect.stringContaining('No human operators'),
  });
});
