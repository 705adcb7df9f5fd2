import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

let api: TestApi;
/** How often the clock was read, and the reading that fails. */
let readings = 0;
let failsAt = Number.POSITIVE_INFINITY;
beforeAll(async () => {
  api = await startTestApi({
    now() {
      readings += 1;
      if (readings === failsAt) throw new Error('the clock cannot be read');
      return Date.now();
    },
  });
});
afterAll(() => api?.close());

const CHECK = {
  phone: '+12125550142',
  at: '2026-11-24T15:00:00Z',
  history: [],
  consents: ['telemarketing', 'automated-voice'].map((scope) => ({
    scope,
    source: 'paper',
    at: '2026-01-05T15:00:00Z',
  })),
};
const PAUSE = {
  id: 'tenant.mornings',
  title: 'Nobody is called before noon',
  where: { states: ['US-NY'] },
  requires: {
    what: 'hours',
    byWeekday: Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, { start: '12:00', end: '20:00' }]),
    ),
  },
};

test('stricter rules are followed at once, and each change is in the ledger', async () => {
  const tenant = await api.tenant();
  const ask = async () => (await tenant.send('/api/v1/compliance/checks', { body: CHECK })).body;
  expect(await ask()).toMatchObject({ verdict: 'allowed' });
  const changed = await tenant.send('/api/v1/compliance/profile', {
    method: 'PATCH',
    as: 'compliance',
    body: { stricter: [PAUSE] },
  });
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ revision: 1, problems: [] });
  expect(await ask()).toMatchObject({ verdict: 'deferred', nextCallableAt: '2026-11-24T17:00:00.000Z' });
  const entries = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query(`select 1 from ledger_entries where tenant_id = $1 and kind = 'rule-change'`, [tenant.id]),
  );
  expect(entries).toHaveLength(1);
});

test('a change that was rolled back leaves nothing behind in the rules', async () => {
  const [tenant, other] = [await api.tenant(), await api.tenant()];
  const change = (of: TestTenant, stricter: object[]) =>
    of.send('/api/v1/compliance/profile', { method: 'PATCH', body: { stricter } });
  const begun = readings;
  await change(other, [PAUSE]);
  // The last one is that of the ledger's entry.
  failsAt = readings + (readings - begun);
  expect((await change(tenant, [])).status).toBe(500);
  expect((await change(tenant, [PAUSE])).body).toMatchObject({ revision: 1 });
  const { body } = await tenant.send('/api/v1/compliance/checks', { body: CHECK });
  expect(body).toMatchObject({ verdict: 'deferred' });
});

test('laxer choices are not followed, and are named', async () => {
  const tenant = await api.tenant();
  const night = {
    ...PAUSE,
    id: 'tenant.nights',
    replaces: 'us.hours',
    where: {},
    requires: {
      ...PAUSE.requires,
      byWeekday: Object.fromEntries(
        Object.keys(PAUSE.requires.byWeekday).map((day) => [day, { start: '00:00', end: '24:00' }]),
      ),
    },
  };
  const changed = await tenant.send('/api/v1/compliance/profile', { method: 'PATCH', body: { stricter: [night] } });
  expect(changed.body.problems).toMatchObject([{ provision: 'tenant.nights', kind: 'laxer-than-law' }]);
  const answer = await tenant.send('/api/v1/compliance/checks', { body: { ...CHECK, at: '2026-11-25T03:00:00Z' } });
  expect(answer.body).toMatchObject({ verdict: 'deferred', reason: 'outside-window' });
});

test('an override is an owner’s, has a reason, shows in the finding, and ends when it is withdrawn', async () => {
  const tenant = await api.tenant();
  const body = { provision: 'us.consent-artificial-voice', reason: 'Counsel’s opinion of 3 March, file 12' };
  expect((await tenant.send('/api/v1/compliance/overrides', { as: 'compliance', body })).status).toBe(403);
  expect(
    (await tenant.send('/api/v1/compliance/overrides', { body: { ...body, provision: 'us.nothing' } })).status,
  ).toBe(422);
  expect((await tenant.send('/api/v1/compliance/overrides', { body: { ...body, reason: 'because' } })).status).toBe(
    422,
  );
  const made = await tenant.send('/api/v1/compliance/overrides', { body });
  expect(made.status).toBe(201);
  const [first] = CHECK.consents;
  const ask = async () =>
    (
      await tenant.send('/api/v1/compliance/checks', {
        body: { ...CHECK, at: '2027-01-12T15:00:00Z', consents: [first] },
      })
    ).body;
  const overridden = await ask();
  expect(overridden.verdict).toBe('allowed');
  expect(overridden.findings.find(({ rule }: { rule: string }) => rule === body.provision).facts).toMatchObject({
    overridden: body.reason,
  });
  expect(
    (await tenant.send(`/api/v1/compliance/overrides/${made.body.id}`, { method: 'DELETE', as: 'compliance' })).status,
  ).toBe(204);
  expect(await ask()).toMatchObject({ verdict: 'blocked', reason: 'no-consent' });
  const other = await api.tenant();
  expect((await other.send('/api/v1/compliance/overrides?withdrawn=true')).body.items).toEqual([]);
});

test('a holiday of the tenant’s closes its place for that day', async () => {
  const tenant = await api.tenant();
  const day = { date: '2026-11-24', name: 'Proclaimed', country: 'US', state: 'US-NY' };
  expect((await tenant.send('/api/v1/compliance/holidays', { body: { ...day, date: '2026-02-30' } })).status).toBe(422);
  const made = await tenant.send('/api/v1/compliance/holidays', { body: day });
  expect(made.status).toBe(201);
  const ask = async () => (await tenant.send('/api/v1/compliance/checks', { body: CHECK })).body;
  expect(await ask()).toMatchObject({ verdict: 'deferred', nextCallableAt: '2026-11-25T13:00:00.000Z' });
  expect((await tenant.send(`/api/v1/compliance/holidays/${made.body.id}`, { method: 'DELETE' })).status).toBe(204);
  expect(await ask()).toMatchObject({ verdict: 'allowed' });
});

test('evidence is kept once, and a number that was reassigned since consent is not called', async () => {
  const tenant = await api.tenant();
  const [person] = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ id: string }>('insert into persons (tenant_id) values ($1) returning id', [tenant.id]),
  );
  const given = { personId: person?.id, scopes: ['telemarketing'], source: 'paper', givenAt: '2026-01-05T15:00:00Z' };
  const { body } = await tenant.send('/api/v1/consents', { body: given });
  const evidence = `/api/v1/consents/${body.items[0].id}/evidence`;
  const long = await tenant.send(evidence, { raw: new Uint8Array(26 * 1024 * 1024) });
  expect(long).toMatchObject({ status: 413, body: { detail: expect.stringContaining('26214400 bytes') } });
  const added = await tenant.send(`${evidence}?fileName=form.pdf`, { raw: 'signed' });
  expect(added.body.evidence).toMatchObject({ name: 'form.pdf', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect((await tenant.send(evidence, { raw: 'forged' })).status).toBe(409);
  expect((await tenant.send(evidence)).text).toBe('signed');
  expect((await (await api.tenant()).send(evidence)).status).toBe(404);

  const answers = [{ phone: CHECK.phone, consentAt: '2026-01-05T15:00:00Z', answer: 'yes' }];
  const upload = { source: 'recorded', asOf: '2026-11-20T00:00:00Z', answers };
  const recorded = await tenant.send('/api/v1/compliance/reassigned-numbers', { body: upload });
  expect(recorded.body).toEqual({ recorded: 1 });
  const answer = await tenant.send('/api/v1/compliance/checks', { body: CHECK });
  expect(answer.body).toMatchObject({ verdict: 'blocked', reason: 'reassigned-number' });
});
