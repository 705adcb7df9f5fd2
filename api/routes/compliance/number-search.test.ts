import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Json, startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

let api: TestApi;
let tenant: TestTenant;
beforeAll(async () => {
  api = await startTestApi();
  tenant = await api.tenant();
});
afterAll(() => api?.close());

const NUMBER = '(617) 555-0142';
async function search(phone = NUMBER, of = tenant): Promise<Json> {
  const { status, body } = await of.send('/api/v1/compliance/number-searches', { body: { phone } });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}
const looksOf = (found: Json) => found.ledger.filter((entry: Json) => entry.kind === 'look-up');

test('a number that nobody knows has its local time, its lists and no history', async () => {
  const found = await search('+1 305 555 0199');
  expect(found).toMatchObject({ leads: [], calls: [], consents: [], optOuts: [], cutShort: [] });
  expect(found.localTimes[0]).toMatchObject({ zone: 'America/New_York' });
  expect(found.lists.map((one: Json) => one.list)).toContain('internal');
});

test('each search is one entry of the ledger, and the next one shows it', async () => {
  const before = looksOf(await search()).length;
  const after = looksOf(await search());
  expect(after).toHaveLength(before + 1);
  expect(after[0].body).toEqual({ what: 'number-search' });
});

test('every list that is narrowed to a number tells the ledger who looked, once a search', async () => {
  const paths = ['leads', 'calls', 'suppressions', 'opt-outs', 'ledger', 'dnc/litigators'];
  const phone = '+13055550147';
  for (const path of paths) {
    const answer = await tenant.send(`/api/v1/${path}?phone=${encodeURIComponent(phone)}`);
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    await tenant.send(`/api/v1/${path}`);
  }
  await tenant.send('/api/v1/dnc/checks', { body: { numbers: [phone] } });
  await tenant.send('/api/v1/compliance/checks', { body: { phone } });
  const looks = looksOf(await search(phone));
  expect(looks.map(({ body }: Json) => body.what).toReversed()).toEqual([
    ...['leads-by-number', 'calls-by-number', 'do-not-call-by-number', 'opt-outs-by-number', 'ledger-by-number'],
    ...['litigators-by-number', 'do-not-call-check', 'compliance-check'],
  ]);
  expect(looks.every(({ actor }: Json) => actor !== null)).toBe(true);
});

test('an opt-out is found in whatever form the number is typed', async () => {
  await tenant.send('/api/v1/opt-outs', { body: { phone: NUMBER, reason: 'Asked in a letter' } });
  const found = await search('617.555.0142');
  expect(found.optOuts).toHaveLength(1);
  expect(found.suppressions).toHaveLength(1);
  expect(found.lists.find((one: Json) => one.list === 'internal')).toMatchObject({ state: 'listed' });
});

test('another tenant finds nothing of it', async () => {
  const found = await search(NUMBER, await api.tenant());
  expect(found).toMatchObject({ optOuts: [], suppressions: [], ledger: [] });
});

test('a number that is none is refused without repeating it', async () => {
  const { status, body } = await tenant.send('/api/v1/compliance/number-searches', { body: { phone: '12345' } });
  expect(status).toBe(422);
  expect(body.errors[0].field).toBe('phone');
  expect(JSON.stringify(body)).not.toContain('12345');
});
