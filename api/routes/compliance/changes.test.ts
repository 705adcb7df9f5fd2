import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { carryOutReplay, carryOutRun } from '../../testing/change-runs.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';
import { aPastDial, aWaitingLead } from '../../testing/waiting-lead.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.close());

const CHANGES = '/api/v1/compliance/changes';
const BAN = {
  title: 'No sales calls in New York',
  reason: 'Order 12 of the governor, read today',
  amendments: [
    { id: 'change.ny-ban', title: 'No sales calls', where: { states: ['US-NY'] }, requires: { what: 'ban' } },
  ],
};
async function aDraft(tenant: TestTenant, body: object = BAN): Promise<string> {
  const { status, body: drafted } = await tenant.send(CHANGES, { as: 'compliance', body });
  expect(status).toBe(201);
  return drafted.id;
}

async function previewed(tenant: TestTenant, id: string): Promise<string> {
  const { status, body } = await tenant.send(`${CHANGES}/${id}/preview`, { method: 'POST' });
  expect(status).toBe(202);
  await carryOutRun(api, { tenantId: tenant.id, runId: body.id });
  return body.id;
}

/** A lead in New York in a running campaign, with every consent. */
async function aLead(tenant: TestTenant, number = '+12125550142'): Promise<{ leadId: string; campaignId: string }> {
  const listId = (await tenant.send('/api/v1/lists', { body: { name: randomUUID() } })).body.id;
  const campaignId = (await tenant.send('/api/v1/campaigns', { body: { name: randomUUID() } })).body.id;
  const leadId = await aWaitingLead(api, { tenantId: tenant.id, listId, campaignId }, number);
  return { leadId, campaignId };
}

const steps = async (tenant: TestTenant) =>
  (
    await api.deps.database.inTenant(tenant.id, (tx) =>
      tx.query<{ event: string }>(
        `select body::jsonb->>'event' as event from ledger_entries where tenant_id = $1 and kind = 'rule-change'
           and body::jsonb->>'what' in ('change', 'preview', 'replan') order by id`,
        [tenant.id],
      ),
    )
  ).map(({ event }) => event);

test('a draft is previewed, approved on its preview and in force at once; every step is in the ledger', async () => {
  const tenant = await api.tenant();
  const { leadId } = await aLead(tenant);
  const id = await aDraft(tenant);
  const early = await tenant.send(`${CHANGES}/${id}/approve`, { body: {} });
  expect(early).toMatchObject({ status: 409, body: { type: 'urn:ringfence:problem:no-preview' } });
  const runId = await previewed(tenant, id);
  const { body: effects } = await tenant.send(`${CHANGES}/runs/${runId}/effects`);
  expect(effects.items).toEqual([
    expect.objectContaining({
      place: 'US-NY',
      blocked: 1,
      examples: [expect.objectContaining({ leadId, rule: 'change.ny-ban' })],
    }),
  ]);
  const provisions = async () =>
    (await tenant.send('/api/v1/compliance/provisions')).body.items.map((one: { id: string }) => one.id);
  expect(await provisions()).not.toContain('change.ny-ban');
  const approved = await tenant.send(`${CHANGES}/${id}/approve`, { as: 'compliance', body: { note: 'Read' } });
  expect(approved).toMatchObject({
    status: 200,
    body: { status: 'approved', replan: { kind: 'replan', status: 'queued' } },
  });
  expect(await provisions()).toContain('change.ny-ban');
  expect(await tenant.send(`${CHANGES}/${id}/reject`, { body: {} })).toMatchObject({ status: 409 });
  const end = await aDraft(tenant, { title: 'The end of it', reason: 'Order 13 lifted order 12', ends: [id] });
  await previewed(tenant, end);
  expect((await tenant.send(`${CHANGES}/${end}/approve`, { body: {} })).status).toBe(200);
  expect(await provisions()).not.toContain('change.ny-ban');
  expect((await tenant.send(`${CHANGES}/${id}`)).body).toMatchObject({ status: 'ended', endedBy: end });
  expect(await steps(tenant)).toEqual([
    'drafted',
    'completed',
    'approved',
    'drafted',
    'completed',
    'approved',
    'ended',
  ]);
});

test('a preview of other rules than those in force is no ground for approval, and an emergency says why', async () => {
  const tenant = await api.tenant();
  const id = await aDraft(tenant);
  await previewed(tenant, id);
  await tenant.send('/api/v1/compliance/holidays', { body: { date: '2027-01-04', name: 'A day', country: 'US' } });
  expect(await tenant.send(`${CHANGES}/${id}/approve`, { body: {} })).toMatchObject({
    status: 409,
    body: { type: 'urn:ringfence:problem:preview-outdated' },
  });
  const body = { withoutPreview: 'The ban holds from this hour' };
  expect(await tenant.send(`${CHANGES}/${id}/approve`, { body })).toMatchObject({ status: 200 });
});

test('four eyes: never the author, never a key, and a role that may not draft does not', async () => {
  const tenant = await api.tenant();
  expect((await tenant.send('/api/v1/tenant', { method: 'PATCH', body: { fourEyes: true } })).body.fourEyes).toBe(true);
  const id = await aDraft(tenant);
  await previewed(tenant, id);
  const approve = `${CHANGES}/${id}/approve`;
  expect((await tenant.send(approve, { as: 'compliance', body: {} })).status).toBe(403);
  const { body: key } = await tenant.send('/api/v1/api-keys', { body: { name: 'key', role: 'owner' } });
  expect((await api.send(approve, { token: key.key, body: {} })).status).toBe(403);
  for (const as of ['manager', 'operator', 'viewer'] as const) {
    expect((await tenant.send(CHANGES, { as, body: BAN })).status).toBe(403);
    expect((await tenant.send(approve, { as, body: {} })).status).toBe(403);
  }
  expect((await (await api.tenant()).send(approve, { body: {} })).status).toBe(404);
  expect((await tenant.send(approve, { as: 'owner', body: {} })).status).toBe(200);
});

test('with four eyes, less protection comes only by a change that somebody else approves, and is in the ledger', async () => {
  const tenant = await api.tenant();
  const PROFILE = '/api/v1/compliance/profile';
  const ban = { ...BAN.amendments[0], id: 'tenant.ny-ban' };
  const other = { ...ban, id: 'tenant.nj-ban', where: { states: ['US-NJ'] } };
  const override = { provision: 'us.hours', reason: 'Counsel’s opinion of 3 March, file 12' };
  const day = { date: '2027-01-04', name: 'A day', country: 'US' };
  const send = (path: string, method: string, body?: object) => tenant.send(path, { method, ...(body && { body }) });
  await send(PROFILE, 'PATCH', { stricter: [ban] });
  const holiday = (await send('/api/v1/compliance/holidays', 'POST', day)).body.id;
  await send('/api/v1/tenant', 'PATCH', { fourEyes: true });
  const alone = await Promise.all([
    send('/api/v1/compliance/overrides', 'POST', override),
    send(PROFILE, 'PATCH', { stricter: [] }),
    send(PROFILE, 'PATCH', { stricter: [{ ...ban, where: other.where }] }),
    send(PROFILE, 'PATCH', { packs: ['uk'] }),
    send(`/api/v1/compliance/holidays/${holiday}`, 'DELETE'),
    send('/api/v1/tenant', 'PATCH', { fourEyes: false }),
  ]);
  expect(alone.map(({ status, body }) => [status, body.type])).toEqual(
    alone.map(() => [409, 'urn:ringfence:problem:second-person-needed']),
  );
  // Stricter is nobody else's business.
  expect((await send(PROFILE, 'PATCH', { stricter: [ban, other] })).status).toBe(200);

  const title = 'Back to the law';
  const relaxes = { stricter: ['tenant.ny-ban'], holidays: [holiday], overrides: [override], fourEyes: false };
  const draft = { title, reason: BAN.reason, relaxes };
  expect((await tenant.send(CHANGES, { as: 'compliance', body: draft })).status).toBe(403);
  const unknown = await tenant.send(CHANGES, { body: { ...draft, relaxes: { stricter: ['tenant.none'] } } });
  expect(unknown).toMatchObject({ status: 422, body: { errors: [{ field: 'relaxes.stricter.0' }] } });
  const { body: drafted } = await tenant.send(CHANGES, { body: draft });
  await aLead(tenant);
  const runId = await previewed(tenant, drafted.id);
  expect((await tenant.send(`${CHANGES}/runs/${runId}`)).body.found).toMatchObject({ callable: 1, same: 0 });
  const approve = `${CHANGES}/${drafted.id}/approve`;
  expect((await tenant.send(approve, { as: 'owner', body: {} })).status).toBe(403);
  expect((await tenant.send('/api/v1/tenant')).body.fourEyes).toBe(true);
  expect((await tenant.send(approve, { as: 'compliance', body: {} })).status).toBe(200);
  expect((await tenant.send('/api/v1/tenant')).body.fourEyes).toBe(false);
  expect((await tenant.send(PROFILE)).body.stricter).toMatchObject([{ id: 'tenant.nj-ban' }]);
  expect((await tenant.send('/api/v1/compliance/holidays')).body.items).toEqual([]);
  expect((await tenant.send('/api/v1/compliance/overrides')).body.items).toMatchObject([{ provision: 'us.hours' }]);
  const entries = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ body: string; actor: string }>(
      `select body, actor from ledger_entries where tenant_id = $1 and kind in ('rule-change', 'override') order by id`,
      [tenant.id],
    ),
  );
  const told = entries.map(({ body, actor }) => ({ ...JSON.parse(body), actor }));
  const actor = expect.stringMatching(/^user:/);
  expect(told.filter(({ what }) => what === 'tenant-settings')).toMatchObject([
    { actor, after: { fourEyes: true } },
    { actor, before: { fourEyes: true }, after: { fourEyes: false } },
  ]);
  expect(told.slice(-5)).toMatchObject([
    { event: 'approved', relaxes: { fourEyes: false, stricter: ['tenant.ny-ban'] } },
    { what: 'holiday-removed' },
    { event: 'made', provision: 'us.hours' },
    { what: 'profile', changed: ['stricter'] },
    { what: 'tenant-settings' },
  ]);
});

test('with four eyes, raised caps and a shorter retention too are changes; stricter is not, and alone they are at once', async () => {
  const tenant = await api.tenant();
  const patch = (body: object) => tenant.send('/api/v1/tenant', { method: 'PATCH', body });
  const { campaignId } = await aLead(tenant);
  const campaign = `/api/v1/campaigns/${campaignId}`;
  const retry = (retries: object) => tenant.send(campaign, { method: 'PUT', body: { retries } });
  await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query(`update campaigns set status = 'paused' where tenant_id = $1 and id = $2`, [tenant.id, campaignId]),
  );
  const [plan, more] = [{ maxAttempts: 2 }, { maxAttempts: 2, rules: { busy: { maxAttempts: 20 } } }];
  expect((await retry(plan)).status).toBe(200);
  expect((await retry({ maxAttempts: 3 })).status).toBe(200);
  expect((await retry(plan)).status).toBe(200);
  expect((await patch({ attemptsPerNumberPerDay: 5, retentionDays: 3000 })).status).toBe(200);
  await patch({ fourEyes: true });
  const alone = [
    await patch({ attemptsPerNumberPerDay: 6 }),
    await patch({ attemptsPerLeadPerDay: 100, attemptsPerNumberPerDay: 1 }),
    await patch({ retentionDays: 2999 }),
    await retry({ maxAttempts: 3 }),
    await retry(more),
  ];
  expect(alone.map(({ status, body }) => [status, body.type])).toEqual(
    alone.map(() => [409, 'urn:ringfence:problem:second-person-needed']),
  );
  expect((await patch({ attemptsPerNumberPerDay: 2, retentionDays: 3001 })).status).toBe(200);
  expect((await retry({ maxAttempts: 1 })).status).toBe(200);

  const limits = { attemptsPerNumberPerDay: 4, retentionDays: 2000 };
  const draft = {
    title: 'Try more often',
    reason: BAN.reason,
    relaxes: { limits, campaigns: [{ campaignId, retries: more }] },
  };
  expect((await tenant.send(CHANGES, { as: 'compliance', body: draft })).status).toBe(403);
  const under = await tenant.send(CHANGES, { body: { ...draft, relaxes: { limits: { retentionDays: 40 } } } });
  expect(under).toMatchObject({ status: 409, body: { type: 'urn:ringfence:problem:under-retention' } });
  const other = await aLead(await api.tenant());
  const foreign = { campaigns: [{ campaignId: other.campaignId, retries: more }] };
  expect(await tenant.send(CHANGES, { body: { ...draft, relaxes: foreign } })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'relaxes.campaigns.0' }] },
  });
  await dialledTwiceToday(tenant);
  const { body: drafted } = await tenant.send(CHANGES, { body: draft });
  const runId = await previewed(tenant, drafted.id);
  expect((await tenant.send(`${CHANGES}/runs/${runId}`)).body.found).toMatchObject({ earlier: 1, same: 0 });
  expect((await tenant.send(`${CHANGES}/${drafted.id}/approve`, { as: 'compliance', body: {} })).status).toBe(200);
  expect((await tenant.send('/api/v1/tenant')).body).toMatchObject({ ...limits, fourEyes: true });
  expect((await tenant.send(campaign)).body.retries).toEqual(more);
  const told = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ what: string; after: object }>(
      `select body::jsonb->>'what' as what, body::jsonb->'after' as after from ledger_entries
       where tenant_id = $1 and kind = 'rule-change' and body::jsonb->>'what' in ('tenant-settings', 'campaign-retries')
       order by id`,
      [tenant.id],
    ),
  );
  expect(told.map(({ what }) => what)).toEqual([
    ...['campaign-retries', 'tenant-settings', 'tenant-settings', 'tenant-settings', 'campaign-retries'],
    'tenant-settings',
  ]);
  expect(told.at(-1)?.after).toEqual(limits);
  expect(told.at(-2)?.after).toMatchObject({ maxAttempts: 2, rules: { busy: { most: 20 } } });
});

test('what is wrong with a draft is named by field', async () => {
  const tenant = await api.tenant();
  const errors = async (body: object) => {
    const answer = await tenant.send(CHANGES, { body });
    expect(answer.status).toBe(422);
    return answer.body.errors.map(({ field }: { field: string }) => field);
  };
  const [ban] = BAN.amendments;
  expect(await errors({ ...BAN, amendments: [] })).toEqual(['amendments']);
  expect(await errors({ ...BAN, amendments: [{ ...ban, id: 'us-fl.hours' }] })).toEqual(['amendments.0.id']);
  expect(await errors({ ...BAN, amendments: [{ ...ban, until: '2026-02-31' }] })).toEqual(['amendments.0']);
  expect(await errors({ ...BAN, ends: [randomUUID()] })).toEqual(['ends.0']);
});

test('a past day shows the calls that a change would have stopped, and those that nobody can judge', async () => {
  const tenant = await api.tenant();
  const { leadId, campaignId } = await aLead(tenant);
  const at = new Date(Date.now() - 26 * 3_600_000);
  const about = { campaignId, number: '+12125550142', at };
  const [kept, lost] = [
    await aPastDial(api, tenant.id, { leadId, ...about }),
    await aPastDial(api, tenant.id, { leadId: null, ...about }),
  ];
  const id = await aDraft(tenant);
  const day = at.toISOString().slice(0, 10);
  const { status, body: replay } = await tenant.send('/api/v1/compliance/replays', { body: { day, changes: [id] } });
  expect(status).toBe(202);
  const seen = await carryOutReplay(api, { tenantId: tenant.id, runId: replay.id });
  expect(seen).toEqual({ looked: 2, total: 2, done: true });
  expect((await tenant.send(`/api/v1/compliance/replays/${replay.id}`)).body).toMatchObject({
    notMade: 1,
    unknown: 1,
    made: 0,
  });
  const { body: calls } = await tenant.send(`/api/v1/compliance/replays/${replay.id}/calls`);
  expect(calls.items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ attemptId: kept, answer: 'not-made', rule: 'change.ny-ban', reason: 'calls-banned' }),
      expect.objectContaining({ attemptId: lost, answer: 'unknown', missing: ['lead'] }),
    ]),
  );
  expect((await (await api.tenant()).send(`/api/v1/compliance/replays/${replay.id}`)).status).toBe(404);
  const future = await tenant.send('/api/v1/compliance/replays', { body: { day: '2199-01-01' } });
  expect(future).toMatchObject({ status: 422, body: { errors: [{ field: 'day' }] } });
});

test('days of a demonstration begin and end by its own clock', async () => {
  const demonstration = await api.tenant({ clockOffsetMs: 3 * 86_400_000 });
  const ask = (days: number) => {
    const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    return demonstration.send('/api/v1/compliance/replays', { body: { day } });
  };
  expect((await ask(2)).status).toBe(202);
  expect((await ask(5)).status).toBe(422);
});

/** The tenant's only number has had as many calls as its cap of two allows. */
async function dialledTwiceToday(tenant: TestTenant): Promise<void> {
  const [lead] = await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query<{ lead_id: string; campaign_id: string }>(
      'select lead_id, campaign_id from campaign_leads where tenant_id = $1',
      [tenant.id],
    ),
  );
  if (!lead) throw new Error('there is no lead');
  for (const minutes of [90, 60]) {
    const at = new Date(Date.now() - minutes * 60_000);
    const about = { campaignId: lead.campaign_id, number: '+12125550142', at };
    await aPastDial(api, tenant.id, { leadId: lead.lead_id, ...about });
  }
}
