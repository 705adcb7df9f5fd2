import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildRegistryVersion } from '../../../activities/dnc/build-registry-version.ts';
import type { RegistryDeps } from '../../../activities/dnc/deps.ts';
import { settleRegistryVersion } from '../../../activities/dnc/settle-registry-version.ts';
import type { E164 } from '../../../domain/ids.ts';
import { areaFile } from '../../../registry/area-files.ts';
import { createRegistry } from '../../../registry/create-registry.ts';
import { versionFolder } from '../../../registry/versions.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

const DAY_MS = 86_400_000;
let api: TestApi;
let deps: RegistryDeps;
let real = Date.UTC(2026, 10, 21);

beforeAll(async () => {
  api = await startTestApi({ now: () => real });
  const { database, files, config } = api.deps;
  deps = { database, files, storage: config.storage, root: config.registryFolder, clock: { now: () => real } };
});
afterAll(() => api?.close());

interface Sent {
  list?: string;
  query?: string;
  as?: 'owner' | 'manager' | 'compliance' | 'operator' | 'viewer';
}
async function upload(
  tenant: TestTenant,
  file: string | Uint8Array,
  { list = 'us-federal', query = '', as }: Sent = {},
) {
  return tenant.send(`/api/v1/dnc/registries/${list}/versions?${query}`, {
    method: 'POST',
    raw: typeof file === 'string' ? file : Buffer.from(file),
    headers: { 'content-type': 'application/octet-stream' },
    ...(as ? { as } : {}),
  });
}

/** What the workflow does, without Temporal. `meanwhile`: after the file was read, before it comes into force. */
async function load(tenant: TestTenant, versionId: string, meanwhile: () => Promise<unknown> = async () => {}) {
  const built = await buildRegistryVersion(deps, { tenantId: tenant.id, versionId }, new AbortController().signal);
  const end =
    built.kind === 'refused'
      ? ({ kind: 'failed', sentence: built.sentence } as const)
      : built.kind === 'built' && built.doubts.length > 0
        ? ({ kind: 'awaiting-approval' } as const)
        : ({ kind: 'in-force' } as const);
  await meanwhile();
  await settleRegistryVersion(deps, { tenantId: tenant.id, versionId, end });
  return (await tenant.send(`/api/v1/dnc/versions/${versionId}`)).body;
}

async function loaded(tenant: TestTenant, file: string | Uint8Array, sent: Sent = {}) {
  const answer = await upload(tenant, file, sent);
  expect(answer.status).toBe(202);
  return load(tenant, answer.body.id);
}

const activate = (tenant: TestTenant, id: string, over: string | null, as: Sent['as'] = 'owner') =>
  tenant.send(`/api/v1/dnc/versions/${id}/activate`, { body: { over }, as });

async function states(tenant: TestTenant, numbers: string[], list = 'us-federal') {
  const { status, body } = await tenant.send('/api/v1/dnc/checks', { body: { numbers } });
  expect(status).toBe(200);
  return body.items.map(
    (item: { lists: { list: string; state: string }[] }) => item.lists.find((fact) => fact.list === list)?.state,
  );
}

const lines = (area: number, count: number) =>
  Array.from({ length: count }, (_, n) => `${area}${5_550_000 + n}\n`).join('');

describe('a registry that a tenant uploads', () => {
  test('is asked from the moment it is in force: listed, clear, and an area code that was never bought', async () => {
    const tenant = await api.tenant();
    const version = await loaded(tenant, gzipSync('2125550100\n310,5550100\nnonsense\n'), { as: 'compliance' });
    expect(version).toMatchObject({ status: 'awaiting-approval', numbers: 2, bad: 1, areas: 2 });
    expect(version.badLines).toEqual([
      { line: 3, reason: 'not-a-number', sentence: expect.stringContaining('no telephone number') },
    ]);
    expect(await states(tenant, ['+12125550100'])).toEqual(['not-held']);
    const done = await activate(tenant, version.id, version.comparedWith, 'compliance');
    expect(done.body).toMatchObject({ status: 'active', validUntil: new Date(real + 31 * DAY_MS).toISOString() });
    expect(
      await states(tenant, ['+12125550100', '(212) 555-0101', '+13105550100', '+16465550100', '+442079460123']),
    ).toEqual(['listed', 'clear', 'listed', 'not-held', undefined]);
    const ledger = await api.deps.database.inTenant(tenant.id, (tx) =>
      tx.query<{ body: string }>(`select body from ledger_entries where kind = 'list-activation'`),
    );
    expect(ledger.map(({ body }) => JSON.parse(body))).toEqual([
      expect.objectContaining({ list: 'us-federal', versionId: version.id, doubts: ['many-bad-lines'] }),
    ]);
  });

  test('comes into force by itself when nothing about it is doubtful, and its file goes', async () => {
    const tenant = await api.tenant();
    const version = await loaded(tenant, '2125550100\n');
    expect(version).toMatchObject({ status: 'active', activatedBy: 'engine', doubts: [] });
    await expect(
      (async () => {
        for await (const _ of deps.files.read(`registries/${tenant.id}/${version.id}`)) return;
      })(),
    ).rejects.toThrow(/no file/);
  });

  test('that lost over 5 % of its numbers waits for an officer, and the old one stays in force', async () => {
    const tenant = await api.tenant();
    const old = await loaded(tenant, lines(212, 1000));
    const version = await loaded(tenant, lines(212, 900));
    expect(version).toMatchObject({ status: 'awaiting-approval', doubts: [{ kind: 'far-fewer-numbers' }] });
    expect(await states(tenant, ['+12125550999'])).toEqual(['listed']);
    const rejected = await tenant.send(`/api/v1/dnc/versions/${version.id}/reject`, { method: 'POST' });
    expect(rejected.body.status).toBe('rejected');
    expect((await activate(tenant, version.id, old.id)).status).toBe(409);
    const { body } = await tenant.send('/api/v1/dnc/lists');
    expect(body.items).toEqual([
      expect.objectContaining({ list: 'us-federal', own: true, inForce: expect.anything() }),
    ]);
    expect(body.items[0].inForce.id).toBe(old.id);
  });

  test('does not take the place of a version that it was never compared with', async () => {
    const tenant = await api.tenant();
    const small = await upload(tenant, lines(212, 10));
    const overtaken = await load(tenant, small.body.id, () => loaded(tenant, lines(212, 1000)));
    const doubt = { kind: 'overtaken', before: 1000, now: 10, sentence: expect.stringContaining('another version') };
    expect(overtaken).toMatchObject({ status: 'awaiting-approval', doubts: [doubt] });
    expect(await states(tenant, ['+12125550999'])).toEqual(['listed']);
    // An officer's yes is to the doubts that were read.
    const changed = await loaded(tenant, '2125550500,D\n3105550100,A\n', { query: 'mode=changes' });
    expect(changed).toMatchObject({ status: 'active' });
    for (const _ of ['first', 'sent again after a lost answer, or by somebody else']) {
      const refused = await activate(tenant, overtaken.id, overtaken.comparedWith);
      expect(refused).toMatchObject({ status: 409, body: { type: 'urn:ringfence:problem:overtaken' } });
    }
    const { body: seen } = await tenant.send(`/api/v1/dnc/versions/${overtaken.id}`);
    const now = { status: 'awaiting-approval', comparedWith: changed.id };
    expect(seen).toMatchObject({ ...now, doubts: [{ ...doubt, before: 1000, areas: [310] }] });
    const events = await api.deps.database.inTenant(tenant.id, (tx) =>
      tx.query(`select 1 from events where type = 'dnc.version-awaiting-approval'`),
    );
    expect(events).toHaveLength(2);
    expect((await activate(tenant, overtaken.id, seen.comparedWith)).body).toMatchObject({ status: 'active' });
    expect((await activate(tenant, overtaken.id, seen.comparedWith)).status).toBe(200);
  });

  test('is compared with the one in force also when the files of that one are gone', async () => {
    const tenant = await api.tenant();
    const old = await loaded(tenant, lines(212, 1000));
    rmSync(versionFolder(deps.root, old.id), { recursive: true });
    const version = await loaded(tenant, lines(212, 900));
    expect(version).toMatchObject({ status: 'awaiting-approval', doubts: [{ kind: 'far-fewer-numbers' }] });
    expect(await loaded(tenant, lines(212, 1000))).toMatchObject({ status: 'active' });
  });

  test('that is no list at all is refused with what it is', async () => {
    const tenant = await api.tenant();
    const version = await loaded(tenant, '<?xml version="1.0"?><list/>');
    expect(version).toMatchObject({ status: 'failed', error: expect.stringContaining('XML') });
  });

  test('is refused when it is too old, from the future, empty, a form, or the role may not', async () => {
    const tenant = await api.tenant();
    const at = (days: number) => `asOf=${encodeURIComponent(new Date(real + days * DAY_MS).toISOString())}`;
    expect((await upload(tenant, 'x', { query: at(-32) })).status).toBe(422);
    expect((await upload(tenant, 'x', { query: at(1) })).status).toBe(422);
    expect((await upload(tenant, '')).status).toBe(422);
    expect((await upload(tenant, 'x', { list: 'us-state:US-texas' })).status).toBe(422);
    expect((await upload(tenant, 'x', { as: 'manager' })).status).toBe(403);
    const form = { method: 'POST', raw: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
    expect((await tenant.send('/api/v1/dnc/registries/us-federal/versions', form)).status).toBe(415);
  });

  test('keeps saying until when it may be used, also when that day is past', async () => {
    const tenant = await api.tenant();
    await loaded(tenant, '02079460123\n', { list: 'uk-tps' });
    const began = real;
    real += 29 * DAY_MS;
    try {
      const { body } = await tenant.send('/api/v1/dnc/checks', { body: { numbers: ['+442079460124'] } });
      const fact = body.items[0].lists.find(({ list }: { list: string }) => list === 'uk-tps');
      expect(fact).toMatchObject({ state: 'clear', validUntil: new Date(began + 28 * DAY_MS).toISOString() });
      expect((await tenant.send('/api/v1/dnc/lists')).body.items[0].daysLeft).toBe(-1);
    } finally {
      real = began;
    }
  });
});

test('an upload that is sent again with its key is the same upload', async () => {
  const tenant = await api.tenant();
  const send = () =>
    tenant.send('/api/v1/dnc/registries/us-federal/versions', {
      method: 'POST',
      raw: '2125550100\n',
      headers: { 'content-type': 'text/plain', 'idempotency-key': 'upload-0001' },
    });
  const [first, second] = [await send(), await send()];
  expect([first.status, second.status, second.body.id]).toEqual([202, 202, first.body.id]);
  expect((await load(tenant, first.body.id)).status).toBe('active');
});

test('two uploads at once both build; one is in force, and none replaces a version that it was not compared with', async () => {
  const tenant = await api.tenant();
  await loaded(tenant, '2125550100\n');
  const [full, changes] = await Promise.all([
    upload(tenant, '2125550100\n2125550101\n'),
    upload(tenant, '2125550102,A\n', { query: 'mode=changes' }),
  ]);
  const built = await Promise.all([load(tenant, full.body.id), load(tenant, changes.body.id)]);
  const inForce = built.filter(({ id }) => id === full.body.id || id === changes.body.id);
  expect(inForce).toHaveLength(2);
  const { body } = await tenant.send(`/api/v1/dnc/lists/${full.body.listId}/versions`);
  const active = body.items.filter(({ status }: { status: string }) => status === 'active');
  expect(active).toHaveLength(1);
  const [whole, change] = [full, changes].map((sent) =>
    body.items.find(({ id }: { id: string }) => id === sent.body.id),
  );
  if (change.status === 'active') {
    // The changes came first, after the whole list had been compared with what they changed.
    expect(whole).toMatchObject({ status: 'awaiting-approval', doubts: [{ kind: 'overtaken' }] });
    expect(await states(tenant, ['+12125550101', '+12125550102'])).toEqual(['clear', 'listed']);
    return;
  }
  // The changes came first and the whole list was compared with them, or they found their base gone.
  expect(['superseded', 'failed']).toContain(change.status);
  expect(whole.status).toBe('active');
  expect(await states(tenant, ['+12125550101', '+12125550102'])).toEqual(['listed', 'clear']);
});

test('changes are applied to the version in force', async () => {
  const tenant = await api.tenant();
  await loaded(tenant, '2125550100\n2125550101\n');
  const version = await loaded(tenant, '2125550102,2026-11-20,A\n', { query: 'mode=changes' });
  expect(version).toMatchObject({ status: 'active', added: 1, numbers: 3 });
  expect(await states(tenant, ['+12125550100', '+12125550102', '+12125550103'])).toEqual(['listed', 'listed', 'clear']);
});

test('a file that cannot be read, or was altered, is "unreadable" and never "clear"', async () => {
  const tenant = await api.tenant();
  const version = await loaded(tenant, '2125550100\n3105550100\n');
  const folder = versionFolder(deps.root, version.id);
  writeFileSync(areaFile(folder, 212), Buffer.alloc(1_250_000));
  expect(await states(tenant, ['+12125550100', '+13105550100'])).toEqual(['unreadable', 'listed']);
  rmSync(folder, { recursive: true });
  const other = createRegistry({ root: deps.root });
  const read = await deps.database.inTenant(tenant.id, async (tx) => {
    const facts = await other.look(tx, ['+12125550101' as E164], real);
    const scrub = await other.scrub(tx, real);
    return [facts[0]?.[0]?.state, scrub.look('+13105550199' as E164)[0]?.state];
  });
  await other.close();
  expect(read).toEqual(['unreadable', 'unreadable']);
});

(process.platform === 'win32' ? test.skip : test)(
  'a disk that does not answer is waited for a while, and then the number is "unreadable"',
  async () => {
    const tenant = await api.tenant();
    const version = await loaded(tenant, '2125550100\n3105550100\n');
    const path = areaFile(versionFolder(deps.root, version.id), 212);
    rmSync(path);
    // Whoever opens it to read waits for somebody who writes.
    execFileSync('mkfifo', [path]);
    const hasty = createRegistry({ root: deps.root, patienceMs: 100 });
    const [facts] = await deps.database.inTenant(tenant.id, (tx) => hasty.look(tx, ['+12125550100' as E164], real));
    expect(facts).toMatchObject([{ list: 'us-federal', state: 'unreadable' }]);
    writeFileSync(path, '');
    await hasty.close();
  },
);

test('going through many numbers says the same as asking for each', async () => {
  const tenant = await api.tenant();
  await loaded(tenant, '2125550100\n');
  await loaded(tenant, '2125550101\n', { list: 'us-state:US-NY' });
  const numbers = ['+12125550100', '+12125550101', '+16465550100', '+442079460123'].map((number) => number as E164);
  const [asked, gone] = await deps.database.inTenant(tenant.id, async (tx) => {
    const facts = await api.deps.registry.look(tx, numbers, real);
    const scrub = await api.deps.registry.scrub(tx, real);
    return [facts, numbers.map((number) => scrub.look(number))];
  });
  expect(gone).toEqual(asked);
  expect(asked[1]?.map(({ list, state }) => `${list} ${state}`).toSorted()).toEqual([
    'us-federal clear',
    'us-state:US-NY listed',
  ]);
});

describe('another tenant', () => {
  test('neither sees nor may use a list that it has no access to', async () => {
    const [mine, theirs] = [await api.tenant(), await api.tenant()];
    const version = await loaded(mine, '2125550100\n');
    expect((await theirs.send('/api/v1/dnc/lists')).body.items).toEqual([]);
    expect((await theirs.send(`/api/v1/dnc/versions/${version.id}`)).status).toBe(404);
    expect((await theirs.send(`/api/v1/dnc/lists/${version.listId}/versions`)).status).toBe(404);
    expect((await activate(theirs, version.id, null)).status).toBe(404);
    expect(await states(theirs, ['+12125550100'])).toEqual([undefined]);
    const steal = deps.database.inTenant(theirs.id, (tx) =>
      tx.query(
        `insert into dnc_subscriptions (tenant_id, list, list_tenant_id, list_id, accepted_at)
         values ($1, 'us-federal', $2, $3, now())`,
        [theirs.id, mine.id, version.listId],
      ),
    );
    await expect(steal).rejects.toThrow(/row-level security/);
  });

  test('uses a list that was granted and taken up, for the area codes it bought, until it runs out or either ends it', async () => {
    const [mine, theirs] = [await api.tenant(), await api.tenant()];
    const version = await loaded(mine, '2125550100\n3105550100\n');
    const grant = await mine.send(`/api/v1/dnc/lists/${version.listId}/grants`, {
      body: {
        ...{ tenant: `t-${theirs.id}`, boughtAreas: [212], account: 'ACCOUNT-1' },
        expiresAt: new Date(real + DAY_MS).toISOString(),
      },
    });
    expect(grant.status).toBe(201);
    expect(await states(theirs, ['+12125550100'])).toEqual([undefined]);
    const path = `/api/v1/dnc/subscriptions/${grant.body.id}`;
    expect((await mine.send(`${path}/accept`, { method: 'POST' })).status).toBe(404);
    expect((await theirs.send(`${path}/accept`, { method: 'POST' })).status).toBe(200);
    expect(await states(theirs, ['+12125550100', '+12125550101', '+13105550100'])).toEqual([
      'listed',
      'clear',
      'not-held',
    ]);
    const before = real;
    real += DAY_MS;
    expect(await states(theirs, ['+12125550100', '+12125550101'])).toEqual(['not-held', 'not-held']);
    real = before;
    expect((await theirs.send(`/api/v1/dnc/versions/${version.id}/cancel`, { method: 'POST' })).status).toBe(404);
    expect((await upload(theirs, '2125550199\n')).status).toBe(409);
    expect((await mine.send(path, { method: 'DELETE' })).status).toBe(204);
    expect(await states(theirs, ['+12125550100'])).toEqual([undefined]);
    const ledger = await api.deps.database.inTenant(theirs.id, (tx) =>
      tx.query<{ body: string }>(`select body from ledger_entries where kind = 'list-activation' order by id`),
    );
    // Its calls wait from then on, and its own record says why, whoever ended it.
    expect(ledger.map(({ body }) => JSON.parse(body))).toMatchObject([
      { what: 'access-begun', list: 'us-federal' },
      { what: 'access-ended', list: 'us-federal', subscriptionId: grant.body.id },
    ]);
    const told = await mine.send('/api/v1/dnc/subscriptions');
    expect(told.body.items.find(({ id }: { id: string }) => id === grant.body.id)?.endedAt).not.toBeNull();
  });
});
