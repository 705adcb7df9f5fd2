import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

jest.setTimeout(60_000);
const NOW = Date.UTC(2026, 10, 21);
let api: TestApi;
let now = NOW;

beforeAll(async () => {
  api = await startTestApi({ now: () => now });
});
afterAll(() => api?.close());

const read = (tenant: TestTenant, file: string, query = '') =>
  tenant.send(`/api/v1/dnc/imports?${query}`, { method: 'POST', raw: file, headers: { 'content-type': 'text/csv' } });

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
  expect((await read(tenant, '2125550101\n', 'list=campaign')).status).toBe(422);
  const foreign = await api.tenant();
  expect((await read(foreign, '2125550101\n', `list=campaign&campaignId=${one}`)).status).toBe(422);
  expect(await listed(foreign, '+12125550101')).toEqual([]);
});

test('leads that wait for a call to an imported number are ended', async () => {
  const tenant = await api.tenant();
  const { keyring, database } = api.deps;
  await database.inTenant(tenant.id, async (tx) => {
    const hmac = keyring.numberIndex('+12125550101' as Parameters<typeof keyring.numberIndex>[0]);
    await tx.query(
      `with list as (insert into lists (tenant_id, name) values ($1, 'L') returning id),
        person as (insert into persons (tenant_id) values ($1) returning id),
        lead as (insert into leads (tenant_id, list_id, person_id) select $1, list.id, person.id from list, person
          returning id, list_id),
        campaign as (insert into campaigns (tenant_id, name) values ($1, 'C') returning id),
        phone as (insert into lead_phones (tenant_id, lead_id, position, list_id, number_hmac, number_enc, key_id, area,
          tail) select $1, id, 0, list_id, $2, '\\x00', 'k1', '+1212', '01' from lead)
       insert into campaign_leads (tenant_id, campaign_id, lead_id, priority)
         select $1, campaign.id, lead.id, 5 from campaign, lead`,
      [tenant.id, hmac],
    );
  });
  expect((await read(tenant, '2125550101\n2125550102\n')).body).toMatchObject({ added: 2, leadsEnded: 1 });
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
