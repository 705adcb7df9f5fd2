import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { E164 } from '../../../../domain/ids.ts';
import { type Json, startTestApi, type TestApi, type TestTenant } from '../../../testing/test-api.ts';

let api: TestApi;
let tenant: TestTenant;
beforeAll(async () => {
  api = await startTestApi();
  tenant = await api.tenant();
});
afterAll(() => api?.close());

const TUESDAY_NOON_IN_MIAMI = '2026-11-24T17:00:00Z';
const written = (scope: string, change: object = {}) => ({
  scope,
  source: 'web-form',
  at: '2026-01-05T15:00:00Z',
  ...change,
});
const AGREED = [written('telemarketing'), written('automated-voice'), written('informational')];
const sent = (change: object = {}) => ({
  phone: '+13055550142',
  at: TUESDAY_NOON_IN_MIAMI,
  kind: 'telemarketing',
  consents: AGREED,
  history: [],
  ...change,
});
async function check(change: object = {}): Promise<Json> {
  const { status, body } = await tenant.send('/api/v1/compliance/checks', { body: sent(change) });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}
const spoke = (body: Json) => body.findings.filter((one: Json) => one.result !== 'pass').map((one: Json) => one.rule);

describe('a check', () => {
  test('allows what every rule allows, and says by which rules and data', async () => {
    const body = await check();
    expect(body).toMatchObject({
      verdict: 'allowed',
      reason: null,
      nextCallableAt: '2026-11-24T17:00:00.000Z',
      location: { states: ['US-FL'], zones: ['America/New_York'], certain: true },
      dataVersions: { zones: expect.any(String) },
    });
    expect(body.rulesVersion).toMatch(/packs-all/);
    const hours = body.findings.find((one: Json) => one.rule === 'us-fl.hours');
    expect(hours).toMatchObject({ result: 'pass', citation: 'Fla. Stat. 501.616(6)(a)', confidence: 'secondary' });
  });

  test.each([
    ['without any consent', { consents: [] }, 'no-consent', 'us.consent-artificial-voice'],
    [
      'with a consent that was spoken',
      { consents: [written('automated-voice', { source: 'oral' }), AGREED[0]] },
      'no-consent',
      'us.consent-artificial-voice',
    ],
    [
      'with a revoked consent',
      { consents: AGREED.map((one) => ({ ...one, revokedAt: '2026-11-01T00:00:00Z' })) },
      'no-consent',
      'us.consent-artificial-voice',
    ],
    [
      'with an expired consent',
      { consents: AGREED.map((one) => ({ ...one, expiresAt: '2026-11-01T00:00:00Z' })) },
      'no-consent',
      'us.consent-artificial-voice',
    ],
    ['on the internal list', { lists: [{ list: 'internal', member: true }] }, 'suppressed', 'suppression'],
    ['on a litigator list', { lists: [{ list: 'litigator', member: true }] }, 'suppressed', 'suppression'],
    ['after an opt-out', { history: [{ at: '2026-11-01T15:00:00Z', event: 'opt-out' }] }, 'suppressed', 'suppression'],
    ['to a toll-free number', { phone: '+18005550142' }, 'unknown-location', 'known-location'],
    ['to an area code that is nobody’s', { phone: '+12115550142' }, 'unknown-location', 'known-location'],
    ['in Washington, by an automatic device', { phone: '+12065550142' }, 'calls-banned', 'us-wa.automatic-devices'],
  ])('blocks a call %s', async (_name, change, reason, rule) => {
    const body = await check(change);
    expect(body).toMatchObject({ verdict: 'blocked', reason, nextCallableAt: null });
    expect(spoke(body)).toContain(rule);
  });

  test('names the holiday, of the law or of the tenant, wherever it gives its reason', async () => {
    const thanksgiving = await check({ phone: '+14015550104', at: '2026-11-26T17:00:00Z' });
    const named = 'outside the calling window where the number may ring: Thanksgiving Day';
    expect(thanksgiving).toMatchObject({ verdict: 'deferred', reason: 'outside-window', reasonText: named });
    expect(thanksgiving.findings).toContainEqual(expect.objectContaining({ rule: 'us-ri.hours', reasonText: named }));
    // The evening before is no holiday.
    const before = await check({ phone: '+14015550104', at: '2026-11-26T01:00:00Z' });
    expect(before.reasonText).toBe('outside the calling window where the number may ring');
  });

  test.each([
    ['in the evening', { at: '2026-11-25T01:00:00Z' }, 'outside-window', '2026-11-25T13:00:00.000Z'],
    [
      'a fourth time in a day about one thing',
      {
        history: [1, 2, 3].map((n) => ({ at: `2026-11-24T1${n + 3}:00:00Z`, event: 'attempt', outcome: 'no-answer' })),
      },
      'call-cap',
      '2026-11-25T14:00:00.000Z',
    ],
    [
      'outside the window that was sent',
      { window: { days: ['wed'], start: '10:00', end: '11:00', zone: 'lead' } },
      'outside-window',
      '2026-11-25T15:00:00.000Z',
    ],
    [
      'about a debt, seven days after a conversation',
      { kind: 'debt', debtId: 'd1', history: [{ at: '2026-11-23T17:00:00Z', event: 'conversation' }] },
      'quiet-period',
      '2026-11-30T17:00:00.000Z',
    ],
  ])('defers a call %s', async (_name, change, reason, nextCallableAt) => {
    expect(await check(change)).toMatchObject({ verdict: 'deferred', reason, nextCallableAt });
  });

  test('waits where a list that must be asked is not held, unreadable or too old', async () => {
    const stranger = { consents: [written('automated-voice')] };
    expect(await check(stranger)).toMatchObject({ verdict: 'deferred', reason: 'list-not-held', nextCallableAt: null });
    const federal = (state: object) => check({ ...stranger, lists: [{ list: 'us-federal', ...state }] });
    expect(await federal({ member: false })).toMatchObject({ verdict: 'allowed' });
    expect(await federal({ member: true })).toMatchObject({ verdict: 'blocked', reason: 'suppressed' });
    expect(await federal({ unreadable: true })).toMatchObject({ verdict: 'deferred', reason: 'check-failed' });
    const old = await federal({ member: false, asOf: '2026-10-01T00:00:00Z' });
    expect(old).toMatchObject({ verdict: 'deferred', reason: 'list-expired' });
    expect(old.dataVersions.lists['us-federal'].asOf).toBe('2026-10-01T00:00:00.000Z');
  });

  test('takes the strictest of the area code and the address', async () => {
    const body = await check({ address: { state: 'CA', postalCode: '94102' }, at: '2026-11-24T16:00:00Z' });
    expect(body).toMatchObject({ verdict: 'deferred', nextCallableAt: '2026-11-24T17:00:00.000Z' });
    expect(body.location.states.toSorted()).toEqual(['US-CA', 'US-FL']);
  });

  test('asks by the law of another day', async () => {
    const fourth = {
      phone: '+15035550142',
      consents: AGREED.map((one) => ({ ...one, at: '2025-06-01T12:00:00Z' })),
      at: '2025-12-16T20:00:00Z',
      history: [1, 2, 3].map((n) => ({ at: `2025-12-16T1${n + 5}:00:00Z`, event: 'attempt' })),
    };
    expect(await check(fourth)).toMatchObject({ verdict: 'allowed' });
    const later = await check({ ...fourth, rulesAt: '2026-01-02T00:00:00Z' });
    expect(later).toMatchObject({ verdict: 'deferred', reason: 'call-cap' });
    expect(later.rulesVersion).toContain('@2026-01-02');
  });

  test.each([
    [{ phone: 'call reception' }, 'phone'],
    [{ phone: '+13055550142', otherPhones: ['x'.repeat(10)] }, 'otherPhones.0'],
    [{ campaignId: '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338' }, 'campaignId'],
    [{ kind: 'spam' }, 'kind'],
    [{ lists: [{ list: 'mine' }] }, 'lists.0.list'],
    [{ unheardOf: 1 }, 'unheardOf'],
  ])('names the field that cannot be used: %j', async (change, field) => {
    const answer = await tenant.send('/api/v1/compliance/checks', { body: sent(change) });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]).toMatchObject({ field, remedy: expect.any(String) });
    expect(answer.text).not.toContain('3055550142');
  });

  test('is not for viewers, and who looked is in the ledger without the number', async () => {
    const refused = await tenant.send('/api/v1/compliance/checks', { as: 'viewer', body: sent() });
    expect(refused.status).toBe(403);
    await check();
    const [entry] = await api.deps.database.inTenant(tenant.id, (tx) =>
      tx.query<{ kind: string; actor: string; body: string; number_hmac: Buffer }>(
        `select kind, actor, body::text as body, number_hmac from ledger_entries where tenant_id = $1 and kind = 'look-up'
         order by id desc limit 1`,
        [tenant.id],
      ),
    );
    expect(entry).toMatchObject({ kind: 'look-up', actor: expect.stringMatching(/^user:/) });
    expect(entry?.number_hmac).toBeInstanceOf(Buffer);
    expect(entry?.body).not.toContain('555');
  });

  test('of several phones is a look-up of each', async () => {
    const numbers = ['+13055550187', '+13055550188', '+13055550189'] as const;
    const [phone, ...otherPhones] = numbers;
    await check({ phone, otherPhones });
    const found = await api.deps.database.inTenant(tenant.id, (tx) =>
      tx.query(`select from ledger_entries where tenant_id = $1 and kind = 'look-up' and number_hmac = any($2)`, [
        tenant.id,
        numbers.map((number) => api.deps.keyring.numberIndex(number as E164)),
      ]),
    );
    expect(found).toHaveLength(3);
  });
});

describe('a batch', () => {
  const ndjson = { 'content-type': 'application/x-ndjson' };
  async function batch(lines: string[]): Promise<Json[]> {
    const answer = await tenant.send('/api/v1/compliance/checks/batch', {
      method: 'POST',
      raw: lines.join('\n'),
      headers: ndjson,
    });
    expect(answer.status).toBe(200);
    return answer.text.trim() === ''
      ? []
      : answer.text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line));
  }

  test('answers line by line, in order, and a bad line harms no other', async () => {
    const answers = await batch([
      JSON.stringify(sent()),
      '{"phone": "+1305',
      '',
      JSON.stringify(sent({ phone: 'none' })),
      '[]',
      'null',
      JSON.stringify(sent({ phone: '+13055550143\u0000' })),
      JSON.stringify(sent({ consents: [] })),
      `{"phone": "${'9'.repeat(70_000)}"}`,
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      '{"__proto__": {"verdict": "allowed"}, "phone": "+13055550142"}',
      `${JSON.stringify(sent())}\r`,
    ]);
    expect(answers.map((one) => [one.line, one.verdict ?? one.problem.status])).toEqual([
      [1, 'allowed'],
      [2, 400],
      [4, 422],
      [5, 422],
      [6, 422],
      [7, 422],
      [8, 'blocked'],
      [9, 413],
      [10, 422],
      [11, 422],
      [12, 'allowed'],
    ]);
    expect(answers[2].problem.errors[0]).toMatchObject({ field: 'phone', remedy: expect.any(String) });
  });

  test('has at most ten thousand lines, and answers those', async () => {
    const answers = await batch([...Array.from({ length: 9_999 }, () => '{}'), JSON.stringify(sent()), '{}', '{}']);
    expect(answers).toHaveLength(10_001);
    expect(answers[9_999]).toMatchObject({ line: 10_000, verdict: 'allowed' });
    expect(answers[10_000]).toMatchObject({ line: 10_001, problem: { status: 413 } });
  });

  test('is NDJSON', async () => {
    expect(await batch([])).toEqual([]);
    const answer = await tenant.send('/api/v1/compliance/checks/batch', { body: sent() });
    expect(answer.status).toBe(415);
  });
});

describe('what is stored', () => {
  async function aPerson(of: TestTenant, phone: string): Promise<{ personId: string; leadId: string }> {
    const { keyring, database } = api.deps;
    return database.inTenant(of.id, async (tx) => {
      const [list] = await tx.query<{ id: string }>(
        `insert into lists (tenant_id, name) values ($1, gen_random_uuid()::text) returning id`,
        [of.id],
      );
      const [person] = await tx.query<{ id: string }>('insert into persons (tenant_id) values ($1) returning id', [
        of.id,
      ]);
      const [lead] = await tx.query<{ id: string }>(
        'insert into leads (tenant_id, list_id, person_id) values ($1, $2, $3) returning id',
        [of.id, list?.id, person?.id],
      );
      const sealed = keyring.seal(phone, 'number');
      await tx.query(
        `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
         values ($1, $2, 0, $3, $4, $5, $6, '+1305', '42')`,
        [of.id, lead?.id, list?.id, sealed.data, sealed.keyId, keyring.numberIndex(phone as never)],
      );
      return { personId: person?.id ?? '', leadId: lead?.id ?? '' };
    });
  }
  const asked = { phone: '+13055550150', at: TUESDAY_NOON_IN_MIAMI };
  const ask = async (of: TestTenant) => (await of.send('/api/v1/compliance/checks', { body: asked })).body;

  test('is the person’s consent, until it is revoked, and no other tenant’s', async () => {
    const [ours, theirs] = [await api.tenant(), await api.tenant()];
    const { leadId } = await aPerson(ours, asked.phone);
    await aPerson(theirs, asked.phone);
    expect(await ask(ours)).toMatchObject({ verdict: 'blocked', reason: 'no-consent' });

    const body = {
      leadId,
      scopes: ['telemarketing', 'automated-voice'],
      source: 'web-form',
      givenAt: '2026-01-05T15:00:00Z',
    };
    const given = await ours.send('/api/v1/consents', { as: 'compliance', body });
    expect(given.status).toBe(201);
    expect(await ask(ours)).toMatchObject({ verdict: 'allowed' });
    expect(await ask(theirs)).toMatchObject({ verdict: 'blocked', reason: 'no-consent' });

    const [telemarketing, voice] = given.body.items;
    const stolen = await theirs.send(`/api/v1/consents/${voice.id}/revoke`, { body: { reason: 'none of mine' } });
    expect(stolen.status).toBe(404);
    const revoked = await ours.send(`/api/v1/consents/${voice.id}/revoke`, {
      body: { reason: 'asked by letter', at: '2026-11-01T00:00:00Z' },
    });
    expect(revoked.body).toMatchObject({
      id: voice.id,
      revokedAt: '2026-11-01T00:00:00.000Z',
      revokedReason: 'asked by letter',
    });
    expect(await ask(ours)).toMatchObject({ verdict: 'blocked', reason: 'no-consent' });
    const again = await ours.send(`/api/v1/consents/${voice.id}/revoke`, { body: { reason: 'once more' } });
    expect(again.body).toMatchObject({ revokedReason: 'asked by letter' });
    expect(telemarketing.scope).toBe('telemarketing');
  });

  test('is the do-not-call list', async () => {
    const ours = await api.tenant();
    await ours.send('/api/v1/suppressions', { body: { numbers: [asked.phone] } });
    expect(await ask(ours)).toMatchObject({ verdict: 'blocked', reason: 'suppressed' });
    expect(await ask(await api.tenant())).toMatchObject({ reason: 'no-consent' });
  });
});
