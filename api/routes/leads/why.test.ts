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

test('is one tenant’s alone', async () => {
  const id = await aLead(tenant, '+13055550152');
  const other = await api.tenant();
  expect((await other.send(`/api/v1/leads/${id}/why`)).status).toBe(404);
});
