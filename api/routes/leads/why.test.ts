import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

let api: TestApi;
let tenant: TestTenant;
let clock = Date.parse('2026-11-24T17:00:00Z');
beforeAll(async () => {
  api = await startTestApi({ now: () => clock });
  tenant = await api.tenant();
});
afterAll(() => api?.close());

async function aLead(of: TestTenant, phone: string): Promise<string> {
  const { keyring, database } = api.deps;
  return database.inTenant(of.id, async (tx) => {
    const [row] = await tx.query<{ lead: string }>(
      `with list as (insert into lists (tenant_id, name) values ($1, gen_random_uuid()::text) returning id),
         person as (insert into persons (tenant_id) values ($1) returning id),
         lead as (insert into leads (tenant_id, list_id, person_id) select $1, list.id, person.id from list, person
           returning id, list_id)
       insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
       select $1, lead.id, 0, lead.list_id, $2, $3, $4, '+1305', '50' from lead returning lead_id as lead`,
      [of.id, keyring.seal(phone, 'number').data, keyring.currentKeyId, keyring.numberIndex(phone as never)],
    );
    return row?.lead ?? '';
  });
}
const why = async (of: TestTenant, id: string) => (await of.send(`/api/v1/leads/${id}/why`)).body;

test('says in words why not, under which rule, on which evidence', async () => {
  const id = await aLead(tenant, '+13055550150');
  const body = await why(tenant, id);
  expect(body).toMatchObject({
    leadId: id,
    campaigns: [{ campaignId: null, next: null, verdict: { verdict: 'blocked' } }],
  });
  const [answer] = body.campaigns;
  expect(answer.answer).toBe('It may not be called: the consent that this call needs is missing, revoked or expired.');
  const consent = answer.because.find(({ rule }: { rule: string }) => rule === 'us.consent-artificial-voice');
  expect(consent.text).toContain('FCC 24-17');
  expect(consent.text).toContain('secondary source');
  expect(JSON.stringify(body)).not.toContain('3055550150');
});

test('a campaign that is not there is said to be missing, not left out', async () => {
  const id = await aLead(tenant, '+13055550149');
  const nowhere = '01993b6e-0000-7000-8000-000000000001';
  expect((await tenant.send(`/api/v1/leads/${id}/why?campaignId=${nowhere}`)).status).toBe(404);
});

test('says when next, by the clock where the telephone is', async () => {
  const id = await aLead(tenant, '+13055550151');
  const consent = {
    leadId: id,
    scopes: ['telemarketing', 'automated-voice'],
    source: 'web-form',
    givenAt: '2026-01-05T15:00:00Z',
  };
  expect((await tenant.send('/api/v1/consents', { body: consent })).status).toBe(201);
  expect((await why(tenant, id)).campaigns[0]).toMatchObject({
    answer: expect.stringMatching(/^It may be called now/),
  });
  clock = Date.parse('2026-11-25T02:00:00Z');
  const [late] = (await why(tenant, id)).campaigns;
  expect(late.answer).toBe(
    'Not now: outside the calling window where the number may ring. Next on 2026-11-25 08:00 America/New_York.',
  );
  expect(late.next).toMatchObject({ local: '2026-11-25T08:00:00', zone: 'America/New_York' });
  expect(late.because.map(({ rule }: { rule: string }) => rule)).toEqual(expect.arrayContaining(['us-fl.hours']));
});

test('a consent for demonstrations holds for demonstrations alone, here as at the claim', async () => {
  clock = Date.parse('2026-11-24T17:00:00Z');
  const id = await aLead(tenant, '+13055550153');
  await api.deps.database.inTenant(tenant.id, async (tx) => {
    await tx.query(
      `insert into consents (tenant_id, person_id, scope, source, given_at)
       select $1, person_id, scope, 'demonstration', '2026-01-05' from leads, unnest(array['telemarketing', 'automated-voice']) scope
       where tenant_id = $1 and id = $2`,
      [tenant.id, id],
    );
    for (const carrier of ['fake', 'livekit-sip']) {
      await tx.query(
        `with trunk as (insert into trunks (tenant_id, name, carrier, calls_per_second, max_concurrent_calls)
           values ($1, $3, $3, 1, 1) returning id),
         campaign as (insert into campaigns (tenant_id, name, status, revision, trunk_id, calls_per_second, max_concurrent_calls)
           select $1, $3, 'running', 1, id, 1, 1 from trunk returning id)
         insert into campaign_leads (tenant_id, campaign_id, lead_id, priority) select $1, id, $2, 5 from campaign`,
        [tenant.id, id, carrier],
      );
    }
  });
  const told = (await why(tenant, id)).campaigns.map((one: { campaignName: string; answer: string }) => [
    one.campaignName,
    one.answer,
  ]);
  expect(Object.fromEntries(told)).toEqual({
    fake: expect.stringMatching(/^It may be called now/),
    'livekit-sip': 'It may not be called: the consent that this call needs is missing, revoked or expired.',
  });
});

test('is one tenant’s alone', async () => {
  const id = await aLead(tenant, '+13055550152');
  const other = await api.tenant();
  expect((await other.send(`/api/v1/leads/${id}/why`)).status).toBe(404);
});
