import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { E164 } from '../../../domain/ids.ts';
import { SEAL } from '../../../keyring/keyring.ts';
import { type Json, startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

let api: TestApi;
let demo: TestTenant;
let listId: string;
let campaignId: string;

beforeAll(async () => {
  api = await startTestApi();
  demo = await api.tenant({ clockOffsetMs: 7_200_000 });
  listId = (await demo.send('/api/v1/lists', { body: { name: 'People' } })).body.id;
  campaignId = (await demo.send('/api/v1/campaigns', { body: { name: 'Calls', listIds: [listId] } })).body.id;
});
afterAll(() => api.close());

const lookUpsOf = async (number: string) =>
  (
    await api.deps.database.inTenant(demo.id, (tx) =>
      tx.query<{ what: string }>(
        `select body::jsonb->>'what' as what from ledger_entries where tenant_id = $1 and kind = 'look-up' and number_hmac = $2`,
        [demo.id, api.deps.keyring.numberIndex(number as E164)],
      ),
    )
  ).map(({ what }) => what);

async function aLead(firstName: string, number: string, progress: Record<string, unknown> = {}): Promise<string> {
  const [leadId, personId] = [randomUUID(), randomUUID()];
  const { data, keyId } = api.deps.keyring.seal(number, SEAL.number);
  await api.deps.database.inTenant(demo.id, async (tx) => {
    await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [demo.id, personId]);
    await tx.query(
      'insert into leads (tenant_id, id, list_id, person_id, first_name, last_name) values ($1, $2, $3, $4, $5, $6)',
      [demo.id, leadId, listId, personId, firstName, 'Smith'],
    );
    await tx.query(
      `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail) values ($1, $2, 0, $3, $4, $5, $6, '+1212', $7)`,
      [demo.id, leadId, listId, data, keyId, api.deps.keyring.numberIndex(number as E164), number.slice(-2)],
    );
    await tx.query(
      `insert into campaign_leads (tenant_id, campaign_id, lead_id, priority, state, next_attempt_at, reason) values ($1, $2, $3, 5, $4, '2026-11-20T15:00:00Z', $5)`,
      [demo.id, campaignId, leadId, progress['state'] ?? 'waiting', progress['reason'] ?? null],
    );
  });
  return leadId;
}

const namesOf = (body: Json): string[] => body.items.map((lead: { firstName: string }) => lead.firstName);

test('a lead says where it rings, why it is not called and when it is next, by its own clock and the demonstration’s', async () => {
  const id = await aLead('Ana', '+12125550131', { reason: 'outside-window' });
  const { body } = await demo.send(`/api/v1/leads/${id}`);
  expect(body.phones[0]).toMatchObject({
    number: '•••• ••31',
    masked: true,
    zones: ['America/New_York'],
    suppressed: false,
  });
  expect(body.campaigns[0]).toMatchObject({
    state: 'waiting',
    reasonText: 'outside the calling window where the number may ring',
    nextAttempt: {
      at: '2026-11-20T17:00:00.000Z',
      zone: 'America/New_York',
      local: '2026-11-20T12:00:00',
      offset: '-05:00',
      demonstration: true,
    },
  });
});

test('those who may not see numbers see the last two digits', async () => {
  const id = await aLead('Mae', '+12125550142');
  const viewer = await demo.send(`/api/v1/leads/${id}`, { as: 'viewer' });
  expect(viewer.body.phones[0]).toMatchObject({ number: '•••• ••42', masked: true });
  expect(viewer.text).not.toContain('5550142');
});

test('a person who may asks for one whole number, and the ledger says who looked at whose', async () => {
  const id = await aLead('Rio', '+12125550164');
  const address = `/api/v1/leads/${id}/phones/0/reveal`;
  expect((await demo.send(address, { method: 'POST', as: 'viewer' })).status).toBe(403);
  expect((await demo.send(address.replace('/0/', '/7/'), { method: 'POST' })).status).toBe(404);
  const shown = await demo.send(address, { method: 'POST', as: 'manager' });
  expect(shown.body).toEqual({ number: '+12125550164' });
  const entries = await api.deps.database.inTenant(demo.id, (tx) =>
    tx.query<{ kind: string; actor: string; body: string }>(
      'select kind, actor, body from ledger_entries where lead_id = $1',
      [id],
    ),
  );
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({ kind: 'look-up', actor: expect.stringMatching(/^user:/) });
  expect(JSON.stringify(entries)).not.toContain('5550164');
});

test('leads are found by number in any form, by name, by state and by reason', async () => {
  await aLead('Zoe', '+12125550153', { state: 'blocked', reason: 'suppressed' });
  const find = async (query: string) => namesOf((await demo.send(`/api/v1/leads?${query}`)).body);
  expect(await find(`phone=${encodeURIComponent('212.555.0153')}`)).toEqual(['Zoe']);
  expect(await find('search=zo')).toEqual(['Zoe']);
  expect(await find('search=zoe%20sm')).toEqual(['Zoe']);
  expect(await find('search=%25')).toEqual([]);
  expect(await find(`campaignId=${campaignId}&state=blocked`)).toEqual(['Zoe']);
  expect(await find(`campaignId=${campaignId}&reason=suppressed`)).toEqual(['Zoe']);
  expect((await demo.send('/api/v1/leads?state=blocked')).body.errors[0]).toMatchObject({ field: 'query.state' });
  expect((await demo.send('/api/v1/leads?phone=abc')).status).toBe(422);
});

test('a number put on the do-not-call list, in any form, ends its leads and shows on them', async () => {
  const id = await aLead('Lea', '+12125550165');
  const added = await demo.send('/api/v1/suppressions', {
    body: { numbers: ['(212) 555-0165', '+1 212 555 0165'], reason: 'By letter' },
    as: 'compliance',
  });
  expect(added.body).toEqual({ added: 1, alreadyListed: 0, leadsEnded: 1, callsHungUp: 0 });
  const { body } = await demo.send(`/api/v1/leads/${id}`);
  expect(body.phones[0].suppressed).toBe(true);
  expect(body.campaigns[0]).toMatchObject({ state: 'blocked', reason: 'suppressed', nextAttempt: null });
  expect(body.timeline.at(-1)).toMatchObject({ kind: 'event', text: expect.stringContaining('do-not-call') });
  expect((await demo.send('/api/v1/suppressions', { body: { numbers: ['2125550165'] } })).body).toMatchObject({
    added: 0,
    alreadyListed: 1,
  });
  expect(await lookUpsOf('+12125550165')).toEqual(['do-not-call-added-again']);
  const [entry] = (await demo.send('/api/v1/suppressions?phone=2125550165')).body.items;
  const because = '?reason=Consented%20anew%20in%20writing';
  expect((await demo.send(`/api/v1/suppressions/${entry.id}`, { method: 'DELETE', as: 'compliance' })).status).toBe(
    422,
  );
  expect(
    (await demo.send(`/api/v1/suppressions/${entry.id}${because}`, { method: 'DELETE', as: 'operator' })).status,
  ).toBe(403);
  expect(
    (await demo.send(`/api/v1/suppressions/${entry.id}${because}`, { method: 'DELETE', as: 'compliance' })).status,
  ).toBe(204);
  expect((await demo.send('/api/v1/suppressions?phone=2125550165')).body.items).toEqual([]);
  expect((await demo.send('/api/v1/suppressions?phone=2125550165&removed=true')).body.items).toHaveLength(1);
});

test('every number that cannot be read is named, and none is listed', async () => {
  const answer = await demo.send('/api/v1/suppressions', { body: { numbers: ['2125550175', '1234', '(212) 555'] } });
  expect(answer.status).toBe(422);
  expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual(['numbers.1', 'numbers.2']);
  expect(answer.text).not.toContain('(212) 555');
  expect((await demo.send('/api/v1/suppressions?phone=2125550175')).body.items).toEqual([]);
});

test('progress counts leads by state, end and reason, and says what is next by the clock of the next lead', async () => {
  const tenant = await api.tenant({ clockOffsetMs: 7_200_000 });
  const list = (await tenant.send('/api/v1/lists', { body: { name: 'People' } })).body.id;
  const campaign = (await tenant.send('/api/v1/campaigns', { body: { name: 'Calls', listIds: [list] } })).body.id;
  const rows: [string, number, string, string | null, string | null, string | null][] = [
    ['waiting', 5, '2026-11-20T16:00:00Z', 'busy', 'outside-window', null],
    ['waiting', 0, '2026-11-20T15:00:00Z', 'callback-requested', null, '2026-11-20T15:00:00Z'],
    ['blocked', 5, '2026-11-20T12:00:00Z', null, 'suppressed', null],
    ['done', 5, '2026-11-20T12:00:00Z', 'completed', 'completed', null],
  ];
  await api.deps.database.inTenant(tenant.id, async (tx) => {
    for (const [state, priority, due, last, reason, callback] of rows) {
      const [person] = await tx.query<{ id: string }>('insert into persons (tenant_id) values ($1) returning id', [
        tenant.id,
      ]);
      const [lead] = await tx.query<{ id: string }>(
        'insert into leads (tenant_id, list_id, person_id) values ($1, $2, $3) returning id',
        [tenant.id, list, person?.id],
      );
      await tx.query(
        `insert into campaign_leads (tenant_id, campaign_id, lead_id, state, priority, next_attempt_at, last_disposition, reason, callback_at, reason_facts)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{"zones":["America/Chicago"]}')`,
        [tenant.id, campaign, lead?.id, state, priority, due, last, reason, callback],
      );
    }
  });
  const { body } = await tenant.send(`/api/v1/campaigns/${campaign}/progress`);
  expect(body).toMatchObject({
    status: 'draft',
    leads: { total: 4, waiting: 2, inCall: 0, done: 1, blocked: 1 },
    lastDispositions: { busy: 1, 'callback-requested': 1, completed: 1 },
    refusals: { 'outside-window': 1, suppressed: 1 },
    callbacksPromised: 1,
    nextDue: {
      at: '2026-11-20T17:00:00.000Z',
      zone: 'America/Chicago',
      local: '2026-11-20T11:00:00',
      demonstration: true,
    },
    demonstration: true,
    clockOffsetMs: 7_200_000,
  });
});
