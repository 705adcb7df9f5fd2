import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { finishNumbers } from '../../../activities/dnc/finish-numbers.ts';
import { readNumbers } from '../../../activities/dnc/read-numbers.ts';
import type { AttemptId, E164 } from '../../../domain/ids.ts';
import { workflowIds } from '../../../workflows/contract.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

const NOW = Date.UTC(2026, 10, 21);
let api: TestApi;
let now = NOW;

beforeAll(async () => {
  api = await startTestApi({ now: () => now });
});
afterAll(() => api?.close());

const upload = (tenant: TestTenant, file: string, query = '', headers = {}) =>
  tenant.send(`/api/v1/dnc/imports?${query}`, {
    method: 'POST',
    raw: file,
    headers: { 'content-type': 'text/csv', ...headers },
  });

/** Uploads a file and reads it, as the workflow does. Answers with the import as it ended, or with the refusal. */
async function read(tenant: TestTenant, file: string, query = '') {
  const begun = await upload(tenant, file, query);
  if (begun.status !== 202) return begun;
  const { database, files, keyring, temporal } = api.deps;
  const deps = { database, files, keyring, temporal, clock: { now: () => now } };
  const ref = { tenantId: tenant.id, importId: begun.body.id };
  await readNumbers(deps, ref, { cancelled: new AbortController().signal });
  await finishNumbers(deps, { ...ref, end: { status: 'completed' } });
  return tenant.send(`/api/v1/dnc/imports/${begun.body.id}`);
}

async function listed(tenant: TestTenant, number: string, campaignId?: string): Promise<string[]> {
  const body = { numbers: [number], ...(campaignId ? { campaignId } : {}) };
  const answer = await tenant.send('/api/v1/dnc/checks', { body });
  return answer.body.items[0].lists
    .filter(({ state }: { state: string }) => state === 'listed')
    .map(({ list }: { list: string }) => list);
}

test('numbers are read in any form, bad lines are told by number, and what is listed already is no error', async () => {
  const tenant = await api.tenant();
  const file = 'Phone,Name\n(212) 555-0101,Ann\n+12125550102\n\n2125550101\nhello\nBea;212.555.0103\n12345678\n';
  const { status, body } = await read(tenant, file, 'reason=Old+list');
  expect(status).toBe(200);
  expect(body).toMatchObject({ list: 'internal', lines: 6, added: 3, alreadyListed: 1, bad: 2 });
  expect(body.badLines.map(({ line }: { line: number }) => line)).toEqual([6, 8]);
  expect(JSON.stringify(body)).not.toContain('12345678');
  expect(await listed(tenant, '+12125550103')).toEqual(['internal']);
  expect((await read(tenant, '2125550103\n')).body).toMatchObject({ added: 0, alreadyListed: 1 });
});

test('a file is stored, read later, listed and cancelled, and one that is sent twice is read once', async () => {
  const tenant = await api.tenant();
  const headers = { 'idempotency-key': 'once' };
  const begun = await upload(tenant, '2125550101\n', '', headers);
  expect(begun.status).toBe(202);
  expect(begun.headers.get('location')).toBe(`/api/v1/dnc/imports/${begun.body.id}`);
  expect(begun.body).toMatchObject({ status: 'queued', progress: 0, lines: 0 });
  expect((await upload(tenant, '2125550101\n', '', headers)).body.id).toBe(begun.body.id);
  expect((await tenant.send('/api/v1/dnc/imports')).body.items).toMatchObject([{ id: begun.body.id }]);
  expect((await (await api.tenant()).send(`/api/v1/dnc/imports/${begun.body.id}`)).status).toBe(404);
  const cancel = `/api/v1/dnc/imports/${begun.body.id}/cancel`;
  expect((await tenant.send(cancel, { method: 'POST' })).status).toBe(200);
  const effects = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ kind: string; payload: { workflowId: string } }>('select kind, payload from outbox order by seq'),
  );
  const workflowId = `dnc-import:${begun.body.id}`;
  expect(effects).toMatchObject([
    { kind: 'start-workflow', payload: { workflowId } },
    { kind: 'signal', payload: { workflowId } },
  ]);
});

test('a file that was read and numbers that were asked about are in the ledger, without the numbers', async () => {
  const tenant = await api.tenant();
  await read(tenant, '2125550101\n');
  await tenant.send('/api/v1/dnc/checks', { body: { numbers: ['+12125550101', '+12125550102'] } });
  const entries = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ kind: string; body: string; number_hmac: Buffer | null }>(
      `select kind, body, number_hmac from ledger_entries where tenant_id = $1 order by id`,
      [tenant.id],
    ),
  );
  expect(entries.map(({ kind }) => kind)).toEqual(['list-activation', 'look-up', 'look-up']);
  expect(entries.map(({ number_hmac: index }) => index !== null)).toEqual([false, true, true]);
  expect(JSON.parse(entries[0]?.body ?? '')).toMatchObject({ list: 'internal', added: 1, badLines: 0 });
  expect(JSON.stringify(entries)).not.toContain('55501');
});

test('an entry that expires counts until then, and one for good goes before it', async () => {
  const tenant = await api.tenant();
  const until = (days: number) => `expiresAt=${encodeURIComponent(new Date(NOW + days * 86_400_000).toISOString())}`;
  await read(tenant, '2125550101\n2125550102\n', until(10));
  expect((await read(tenant, '2125550102\n')).body).toMatchObject({ added: 1 });
  expect((await read(tenant, '2125550102\n', until(99))).body).toMatchObject({ added: 0, alreadyListed: 1 });
  now = NOW + 11 * 86_400_000;
  try {
    expect(await listed(tenant, '+12125550101')).toEqual([]);
    expect(await listed(tenant, '+12125550102')).toEqual(['internal']);
  } finally {
    now = NOW;
  }
});

test('litigators and campaigns have lists of their own', async () => {
  const tenant = await api.tenant();
  const campaigns = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ id: string }>(`insert into campaigns (tenant_id, name) values ($1, 'A'), ($1, 'B') returning id`, [
      tenant.id,
    ]),
  );
  const [one = '', other = ''] = campaigns.map(({ id }) => id);
  await read(tenant, '2125550101\n', 'list=litigator&source=A+service');
  await read(tenant, '2125550101\n', `list=campaign&campaignId=${one}`);
  expect(await listed(tenant, '+12125550101')).toEqual(['litigator']);
  expect(await listed(tenant, '+12125550101', one)).toEqual(['campaign', 'litigator']);
  expect(await listed(tenant, '+12125550101', other)).toEqual(['litigator']);
  const entriesOf = async (campaignId: string) =>
    (await tenant.send(`/api/v1/suppressions?campaignId=${campaignId}`)).body.items.length;
  expect([await entriesOf(one), await entriesOf(other)]).toEqual([1, 0]);
  expect((await read(tenant, '2125550101\n', 'list=campaign')).status).toBe(422);
  const foreign = await api.tenant();
  expect((await read(foreign, '2125550101\n', `list=campaign&campaignId=${one}`)).status).toBe(422);
  expect(await listed(foreign, '+12125550101')).toEqual([]);
});

/** A lead that waits in a campaign, and an attempt of another of its leads that is dialled at this moment. */
async function aCallee(tenant: TestTenant, number: E164): Promise<{ attemptId: string }> {
  const hmac = api.deps.keyring.numberIndex(number);
  const [row] = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ id: string }>(
      `with list as (insert into lists (tenant_id, name) select $1, gen_random_uuid()::text from generate_series(1, 2) returning id),
        person as (insert into persons (tenant_id) values ($1) returning id),
        lead as (insert into leads (tenant_id, list_id, person_id) select $1, list.id, person.id from list, person
          returning id, list_id),
        campaign as (insert into campaigns (tenant_id, name) values ($1, gen_random_uuid()::text) returning id),
        phone as (insert into lead_phones (tenant_id, lead_id, position, list_id, number_hmac, number_enc, key_id, area,
          tail) select $1, id, 0, list_id, $2, '\\x00', 'k1', '+1212', '01' from lead),
        agent as (insert into agents (tenant_id, name) values ($1, gen_random_uuid()::text) returning id),
        trunk as (insert into trunks (tenant_id, name, carrier) values ($1, gen_random_uuid()::text, 'fake') returning id),
        enrolled as (insert into campaign_leads (tenant_id, campaign_id, lead_id, priority)
          select $1, campaign.id, min(lead.id::text)::uuid, 5 from campaign, lead group by campaign.id),
        called as (select max(id::text)::uuid as id from lead),
        attempt as (insert into attempts (tenant_id, id, campaign_id, lead_id, agent_id, trunk_id, carrier, room, due_at,
          number_enc, key_id, number_hmac, dial_started_at)
          select $1, uuidv7(), campaign.id, called.id, agent.id, trunk.id, 'fake', 'r', now(), '\\x00', 'k1', $2, now()
          from campaign, called, agent, trunk returning id, campaign_id, lead_id, agent_id, trunk_id)
       insert into leases (tenant_id, attempt_id, agent_id, trunk_id, campaign_id, lead_id, number_hmac, media)
         select $1, id, agent_id, trunk_id, campaign_id, lead_id, $2, false from attempt returning attempt_id as id`,
      [tenant.id, hmac],
    ),
  );
  return { attemptId: row?.id ?? '' };
}

test.each([
  ['a refusal', ''],
  ['a refusal that expires', `expiresAt=${encodeURIComponent(new Date(NOW + 86_400_000).toISOString())}`],
  ['a litigator', 'list=litigator&source=A+service'],
  ['a litigator that expires', `list=litigator&expiresAt=${encodeURIComponent(new Date(NOW + 9e8).toISOString())}`],
])('%s ends leads that wait for a call, and calls that ring', async (_name, query) => {
  const tenant = await api.tenant();
  const { attemptId } = await aCallee(tenant, '+12125550101' as E164);
  await aCallee(tenant, '+12125550109' as E164);
  const { body } = await read(tenant, '2125550101\n2125550102\n', query);
  expect(body).toMatchObject({ added: 2, leadsEnded: 1, callsHungUp: 1 });
  const signals = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ payload: { workflowId: string } }>(`select payload from outbox where kind = 'signal'`),
  );
  expect(signals.map(({ payload }) => payload.workflowId)).toEqual([workflowIds.call(attemptId as AttemptId)]);
});

test('a litigator is taken off with a reason, by an officer, and the ledger says so; a refusal of the number stays', async () => {
  const tenant = await api.tenant();
  await read(tenant, '2125550101\n2125550102\n', 'list=litigator&source=A+service');
  await read(tenant, '2125550101\n');
  const all = async (query: string) => (await tenant.send(`/api/v1/dnc/litigators?${query}`)).body.items;
  const [entry] = await all(`phone=${encodeURIComponent('(212) 555-0101')}`);
  expect(entry).toMatchObject({ source: 'A service', removedAt: null, expiresAt: null });
  const path = `/api/v1/dnc/litigators/${entry.id}`;
  const reason = 'reason=The+suit+was+settled+in+2025';
  expect((await tenant.send(path, { method: 'DELETE' })).status).toBe(422);
  expect((await tenant.send(`${path}?${reason}`, { method: 'DELETE', as: 'manager' })).status).toBe(403);
  expect((await (await api.tenant()).send(`${path}?${reason}`, { method: 'DELETE' })).status).toBe(404);
  for (const as of ['compliance', 'owner'] as const) {
    expect((await tenant.send(`${path}?${reason}`, { method: 'DELETE', as })).status).toBe(204);
  }
  expect(await listed(tenant, '+12125550101')).toEqual(['internal']);
  expect(await listed(tenant, '+12125550102')).toEqual(['litigator']);
  expect(await all('')).toHaveLength(1);
  expect(await all('removed=true')).toMatchObject([
    { removedAt: null },
    { id: entry.id, removedReason: 'The suit was settled in 2025' },
  ]);
  const entries = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ body: string; number_hmac: Buffer }>(
      `select body, number_hmac from ledger_entries where body like '%litigator-removed%'`,
    ),
  );
  expect(entries.map(({ body }) => JSON.parse(body))).toMatchObject([{ litigatorId: entry.id }]);
  expect(entries[0]?.number_hmac).toEqual(api.deps.keyring.numberIndex('+12125550101' as E164));
  expect(entries[0]?.body).not.toContain('settled');
});

test('an export gives back what was imported, and the ledger keeps who asked', async () => {
  const tenant = await api.tenant();
  await read(tenant, '2125550101\n2125550102\n', 'reason=%3DSUM(1)');
  const answer = await tenant.send('/api/v1/dnc/exports', { as: 'compliance' });
  expect(answer.text.split('\r\n').slice(1, 3).toSorted()).toEqual([
    expect.stringMatching(/^\+12125550101,import,'=SUM\(1\),2026-/),
    expect.stringMatching(/^\+12125550102,import,'=SUM\(1\),2026-/),
  ]);
  expect((await tenant.send('/api/v1/dnc/exports', { as: 'manager' })).status).toBe(403);
  const ledger = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query(`select 1 from ledger_entries where kind = 'export'`),
  );
  expect(ledger).toHaveLength(1);
});
