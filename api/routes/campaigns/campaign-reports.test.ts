import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SEAL } from '../../../keyring/keyring.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';
import type { E164 } from '../../../domain/ids.ts';

let api: TestApi;
let acme: TestTenant;
let rival: TestTenant;
let campaign: string;

beforeAll(async () => {
  api = await startTestApi();
  [acme, rival] = [await api.tenant(), await api.tenant()];
  const listId = (await acme.send('/api/v1/lists', { body: { name: 'People' } })).body.id;
  campaign = (await acme.send('/api/v1/campaigns', { body: { name: 'Autumn', listIds: [listId] } })).body.id;
  await acme.send(`/api/v1/campaigns/${campaign}`, { method: 'PUT', body: { callsPerSecond: 2 } });
  await aLead(listId, '=1+1', '+12125550101', {
    state: 'done',
    disposition: 'completed',
    minutesAgo: 2,
    talkMs: 61_000,
  });
  await aLead(listId, 'Linh', '+12125550102', { state: 'waiting', disposition: 'no-answer', minutesAgo: 50 });
  await aLead(listId, 'Omar', '+12125550103', {
    state: 'blocked',
    disposition: 'opted-out',
    minutesAgo: 70,
    talkMs: 9_000,
  });
  await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query(`update campaigns set status = 'paused', started_at = now() where id = $1`, [campaign]),
  );
});
afterAll(() => api.close());

async function aLead(
  listId: string,
  firstName: string,
  number: string,
  end: { state: string; disposition: string; minutesAgo: number; talkMs?: number },
): Promise<void> {
  const [lead, person] = [randomUUID(), randomUUID()];
  const { data, keyId } = api.deps.keyring.seal(number, SEAL.number);
  const hmac = api.deps.keyring.numberIndex(number as E164);
  await api.deps.database.inTenant(acme.id, async (tx) => {
    await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [acme.id, person]);
    await tx.query('insert into leads (tenant_id, id, list_id, person_id, first_name) values ($1, $2, $3, $4, $5)', [
      ...[acme.id, lead, listId, person, firstName],
    ]);
    await tx.query(
      `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
       values ($1, $2, 0, $3, $4, $5, $6, '+1212', $7)`,
      [acme.id, lead, listId, data, keyId, hmac, number.slice(-2)],
    );
    await tx.query(
      `insert into campaign_leads (tenant_id, campaign_id, lead_id, priority, state, last_disposition, attempts)
       values ($1, $2, $3, 5, $4, $5, 1)`,
      [acme.id, campaign, lead, end.state, end.disposition],
    );
    await tx.query(
      `insert into attempts (tenant_id, id, campaign_id, lead_id, agent_id, trunk_id, carrier, number_hmac, number_enc, key_id,
         state, due_at, intended_at, answered_at, ended_at, room, disposition, talk_ms, first_audio_ms)
       select $1, uuidv7(-ago), $2, $3, gen_random_uuid(), gen_random_uuid(), 'fake', $4, $5, $6, 'ended', now() - ago, now() - ago,
         case when $9::int is not null then now() - ago end, now() - ago, 'room', $7, $9, 300
       from make_interval(mins => $8) as ago`,
      [acme.id, campaign, lead, hmac, data, keyId, end.disposition, end.minutesAgo, end.talkMs ?? null],
    );
  });
}

test('the overview counts what was begun since the viewer’s midnight, and each campaign’s leads', async () => {
  const since = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const { body } = await acme.send(`/api/v1/overview?since=${since(60)}`);
  expect(body.today).toMatchObject({ attempts: 2, answered: 1, conversations: 1, talkMs: 61_000, optOuts: 0 });
  expect(body.campaigns).toEqual([
    { id: campaign, name: 'Autumn', status: 'paused', total: 3, done: 1, blocked: 1, waiting: 1, live: 0 },
  ]);
  expect(body.groups.map((group: { dispositions: object }) => group.dispositions)).toEqual([
    { 'no-answer': 1 },
    { completed: 1 },
  ]);
  const whole = await acme.send(`/api/v1/overview?since=${since(24 * 60)}`);
  expect(whole.body.today).toMatchObject({ attempts: 3, optOuts: 1 });
});

test('the trend puts endings into spans that fit the time between the first and the last', async () => {
  const { body } = await acme.send(`/api/v1/campaigns/${campaign}/trend`);
  expect(body.bucketSeconds).toBe(300);
  expect(body.points.flatMap((point: { dispositions: object }) => Object.keys(point.dispositions))).toEqual([
    'opted-out',
    'no-answer',
    'completed',
  ]);
});

test('the outlook asks the rules about those who wait, and says why they cannot be called', async () => {
  const { body } = await acme.send(`/api/v1/campaigns/${campaign}/outlook`);
  expect(body).toMatchObject({ leads: 1, screened: 1, callable: 0, openNow: 0 });
  expect(body.cannot).toEqual([expect.objectContaining({ leads: 1, text: expect.any(String) })]);
  expect(body.places).toEqual([expect.objectContaining({ leads: 1, states: ['US-NY'] })]);
  expect(body.places[0].halfHours).toHaveLength(48);
});

test('the activity says who did what to the campaign, newest first, and nothing of its calls', async () => {
  await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query(
      `insert into events (tenant_id, type, campaign_id, lead_id) values ($1, 'call.ended', $2, gen_random_uuid())`,
      [...[acme.id, campaign]],
    ),
  );
  const { body } = await acme.send(`/api/v1/campaigns/${campaign}/activity?limit=1`);
  expect(body.items).toEqual([expect.objectContaining({ text: expect.stringContaining('Settings changed') })]);
  const next = await acme.send(`/api/v1/campaigns/${campaign}/activity?limit=1&cursor=${body.nextCursor}`);
  expect(next.body).toMatchObject({ items: [{ text: expect.stringContaining('Created') }], nextCursor: null });
});

test('results are one row a lead with masked numbers and no formula, and the ledger says who took them', async () => {
  const { text, headers } = await acme.send(`/api/v1/campaigns/${campaign}/results`, { as: 'manager' });
  expect(headers.get('content-type')).toContain('text/csv');
  const lines = text.trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(text).not.toMatch(/2125550|,=1/);
  expect(lines.find((line) => line.includes("'=1+1"))).toContain('•••• ••01,done,Completed,1,');
  const noted = await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query(`select campaign_id from ledger_entries where kind = 'export'`),
  );
  expect(noted).toEqual([{ campaign_id: campaign }]);
});

test('of another tenant’s campaign nothing is told, and its leads and calls are not counted', async () => {
  for (const report of ['progress', 'trend', 'outlook', 'activity', 'results']) {
    const { status } = await rival.send(`/api/v1/campaigns/${campaign}/${report}`);
    expect({ report, status }).toEqual({ report, status: 404 });
  }
  const { body } = await rival.send('/api/v1/overview');
  expect(body).toMatchObject({ today: { attempts: 0 }, groups: [], liveCalls: 0, campaigns: [], attention: [] });
});

test('leads of a campaign come in pages, newest first, none twice and none missing', async () => {
  const first = await acme.send(`/api/v1/leads?campaignId=${campaign}&limit=2`);
  const second = await acme.send(`/api/v1/leads?campaignId=${campaign}&limit=2&cursor=${first.body.nextCursor}`);
  const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
  expect(ids).toEqual(ids.toSorted().toReversed());
  expect(new Set(ids).size).toBe(3);
  const done = await acme.send(`/api/v1/leads?campaignId=${campaign}&disposition=no-answer`);
  expect(done.body.items.map(({ firstName }: { firstName: string }) => firstName)).toEqual(['Linh']);
});
