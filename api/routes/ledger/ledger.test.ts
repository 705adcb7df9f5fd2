import { hash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { appendLedger } from '../../../database/ledger/append.ts';
import { sealPersonal } from '../../../database/ledger/personal.ts';
import { isConsistent, rootOfInclusion } from '../../../domain/ledger/tree.ts';
import { leafHash, nodeHash } from '../../../ledger/hashing.ts';
import { createLedgerActivities } from '../../../activities/ledger/create-ledger-activities.ts';
import { verifyExport } from '../../../ledger/verify/verify-export.ts';
import { sealNow } from '../../../testing/seal-now.ts';
import type { E164, LeadId } from '../../../domain/ids.ts';
import { SEAL } from '../../../keyring/keyring.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';
import { MockActivityEnvironment } from '@temporalio/testing';

let api: TestApi;
let tenant: TestTenant;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.close());
beforeEach(async () => {
  tenant = await api.tenant();
});

const PHONE = '+12125550123' as E164;
const bytes = (hex: string) => Buffer.from(hex, 'hex');
const seal = () => sealNow(api.deps.database, api.deps.keyring, tenant.id);

async function aLead(): Promise<{ leadId: LeadId; personId: string }> {
  const { keyring, database } = api.deps;
  return database.inTenant(tenant.id, async (tx) => {
    const [row] = await tx.query<{ lead: LeadId; person: string }>(
      `with list as (insert into lists (tenant_id, name) values ($1, md5(random()::text)) returning id),
         person as (insert into persons (tenant_id, external_id) values ($1, md5(random()::text)) returning id)
       insert into leads (tenant_id, list_id, person_id, first_name, last_name, email, custom)
       select $1, list.id, person.id, 'Ada', 'Lovelace', 'ada@example.com', '{"note":"Ada"}' from list, person
       returning id as lead, person_id as person`,
      [tenant.id],
    );
    const sealed = keyring.seal(PHONE, SEAL.number);
    await tx.query(
      `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
       select $1, id, 0, list_id, $3, $4, $5, '+1212', '23' from leads where tenant_id = $1 and id = $2`,
      [tenant.id, row!.lead, sealed.data, sealed.keyId, keyring.numberIndex(PHONE)],
    );
    return { leadId: row!.lead, personId: row!.person };
  });
}

const append = (entries: Parameters<typeof appendLedger>[2]) =>
  api.deps.database.inTenant(tenant.id, (tx) => appendLedger(tx, Date.now(), entries));

describe('the ledger', () => {
  test('is found by lead, number, campaign, kind, rule and time, and has places once it is sealed', async () => {
    const { leadId } = await aLead();
    const numberHmac = api.deps.keyring.numberIndex(PHONE);
    await append([
      { kind: 'verdict', leadId, numberHmac, rules: ['lists', 'hours'], body: { result: 'blocked' } },
      { kind: 'intent', leadId, body: {} },
    ]);
    const ask = async (query: string) => (await tenant.send(`/api/v1/ledger?${query}`)).body.items;
    expect(await ask(`leadId=${leadId}`)).toMatchObject([
      { kind: 'intent', seq: null },
      { kind: 'verdict', seq: null },
    ]);
    await seal();
    const [intent, verdict] = await ask(`leadId=${leadId}`);
    expect(new Set([intent.seq, verdict.seq])).toEqual(new Set([0, 1]));
    expect(await ask('rule=hours')).toEqual([verdict]);
    expect(await ask('kind=intent')).toEqual([intent]);
    expect(await ask(`phone=${encodeURIComponent('(212) 555-0123')}`)).toEqual([verdict]);
    expect(await ask('phone=%2B12125550123&limit=1')).toMatchObject([
      { kind: 'look-up', actor: expect.stringMatching(/^user:/) },
    ]);
    expect(await ask(`since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
    expect((await tenant.send('/api/v1/ledger?rule=x&since=2026-01-01T00:00:00Z')).status).toBe(422);
  });

  test('is read by owners, managers and compliance, and by nobody of another tenant', async () => {
    const { leadId } = await aLead();
    await append([{ kind: 'verdict', leadId, body: {} }]);
    for (const as of ['owner', 'manager', 'compliance'] as const)
      expect((await tenant.send('/api/v1/ledger', { as })).status).toBe(200);
    for (const as of ['operator', 'viewer'] as const)
      expect((await tenant.send('/api/v1/ledger', { as })).status).toBe(403);
    const other = await api.tenant();
    expect((await other.send(`/api/v1/ledger?leadId=${leadId}`)).body.items).toEqual([]);
  });

  test('proves one entry, and one head by another', async () => {
    await append(Array.from({ length: 9 }, (_, n) => ({ kind: 'verdict' as const, body: { n } })));
    await seal();
    await append([{ kind: 'intent', body: {} }]);
    await seal();
    const { body: proof } = await tenant.send('/api/v1/ledger/5/proof');
    expect(proof).toMatchObject({ seq: 5, intact: true, head: { size: 10 } });
    const root = rootOfInclusion(nodeHash, {
      leaf: leafHash(proof.line),
      index: 5,
      size: 10,
      path: proof.path.map(bytes),
    });
    expect(Buffer.from(root ?? []).toString('hex')).toBe(proof.head.root);
    const heads = (await tenant.send('/api/v1/ledger/heads')).body.items;
    expect(heads.map(({ size }: { size: number }) => size)).toEqual([10, 9]);
    const { body } = await tenant.send('/api/v1/ledger/consistency?first=9&second=10');
    const [firstRoot, secondRoot] = [bytes(body.first.root), bytes(body.second.root)];
    expect(isConsistent(nodeHash, { first: 9, second: 10, firstRoot, secondRoot, path: body.path.map(bytes) })).toBe(
      true,
    );
    expect((await tenant.send('/api/v1/ledger/77/proof')).status).toBe(404);
    const keys = (await tenant.send('/api/v1/ledger/keys')).body.items;
    expect((await tenant.send('/api/v1/ledger/heads/latest')).body).toMatchObject({ size: 10, publicKey: keys[0] });
  });
});

test('an export is written, downloaded and verified, and is itself on record', async () => {
  expect((await tenant.send('/api/v1/ledger/exports', { body: {} })).body).toMatchObject({
    type: 'urn:ringfence:problem:nothing-sealed',
  });
  await append(Array.from({ length: 30 }, (_, n) => ({ kind: 'verdict' as const, body: { n } })));
  await seal();
  const kept = (await tenant.send('/api/v1/ledger/heads/latest')).body;
  const { status, body: asked } = await tenant.send('/api/v1/ledger/exports', { body: {}, as: 'compliance' });
  expect({ status, asked }).toMatchObject({ status: 202, asked: { status: 'queued', fromSeq: 0 } });
  const activities = createLedgerActivities({
    database: api.deps.database,
    files: api.deps.files,
    clock: { now: Date.now },
  });
  const ref = { tenantId: tenant.id, exportId: String(asked.id) };
  const run = <T>(work: () => Promise<T>) => new MockActivityEnvironment().run(work);
  expect(await run(() => activities.openExport(ref))).toEqual({ entries: 30 });
  expect((await tenant.send(`/api/v1/ledger/exports/${ref.exportId}/file`)).body).toMatchObject({
    type: 'urn:ringfence:problem:not-ready',
  });
  await run(() => activities.writeExport(ref));
  await run(() => activities.finishExport({ ...ref, end: { status: 'completed' } }));
  expect((await tenant.send(`/api/v1/ledger/exports/${ref.exportId}`)).body).toMatchObject({
    status: 'completed',
    written: 30,
  });
  const response = await fetch(`${api.url}/api/v1/ledger/exports/${ref.exportId}/file`, {
    headers: { authorization: `Bearer ${await tenant.token('compliance')}` },
  });
  const file = await response.blob();
  const sha256 = (data: Uint8Array) => hash('sha256', data, 'buffer');
  expect(await verifyExport(file, { sha256, against: kept })).toMatchObject({ ok: true, proven: { to: 30 } });
  const { body: told } = await tenant.send('/api/v1/ledger?limit=2');
  expect(told.items).toMatchObject([
    { kind: 'look-up', body: { what: 'ledger-export' } },
    { kind: 'export', body: { exportId: ref.exportId } },
  ]);
});

describe('a person who is erased', () => {
  test('has no identity left, is never called again, and the ledger proves what it proved', async () => {
    const { leadId, personId } = await aLead();
    const { database, keyring } = api.deps;
    await database.inTenant(tenant.id, async (tx) =>
      appendLedger(tx, Date.now(), [
        {
          kind: 'opt-out',
          leadId,
          personId,
          body: {},
          personal: await sealPersonal(tx, keyring, personId, { said: 'stop' }),
        },
      ]),
    );
    await seal();
    expect((await tenant.send(`/api/v1/leads/${leadId}/erasure`, { method: 'POST', as: 'manager' })).status).toBe(403);
    const before = await tenant.send(`/api/v1/leads/${leadId}/erasure`, { as: 'compliance' });
    expect(before).toMatchObject({
      status: 200,
      body: { personId, erasedAt: null, inCall: false, leads: 1, numbers: 1, consents: 0, ledgerEntries: 1 },
    });
    const { status, body } = await tenant.send(`/api/v1/leads/${leadId}/erasure`, { method: 'POST', as: 'compliance' });
    expect({ status, body }).toMatchObject({ status: 200, body: { personId, leads: 1, numbers: 1 } });
    expect(body.kept.join(' ')).toContain('16 CFR 310.5');
    expect((await tenant.send(`/api/v1/leads/${leadId}/erasure`)).body).toMatchObject({ leads: 1, numbers: 0 });
    const left = await database.inTenant(tenant.id, async (tx) => ({
      leads: JSON.stringify(await tx.query('select * from leads where id = $1', [leadId])),
      phones: await tx.query('select 1 from lead_phones where lead_id = $1', [leadId]),
      keys: await tx.query('select 1 from person_keys where person_id = $1', [personId]),
      listed: await tx.query(
        'select number_enc, tail from suppressions where number_hmac = $1 and removed_at is null',
        [keyring.numberIndex(PHONE)],
      ),
    }));
    expect(left).toMatchObject({ phones: [], keys: [], listed: [{ number_enc: null, tail: null }] });
    expect(left.leads).not.toMatch(/Ada|Lovelace|example/);
    await seal();
    expect((await tenant.send('/api/v1/ledger/0/proof')).body).toMatchObject({ seq: 0, intact: true });
    expect((await tenant.send('/api/v1/ledger?kind=erasure')).body.items).toMatchObject([
      { personId, id: body.ledgerEntry },
    ]);
  });

  test('is not erased in the middle of a call', async () => {
    const { leadId } = await aLead();
    await api.deps.database.inTenant(tenant.id, (tx) =>
      tx.query(
        `insert into leases (attempt_id, tenant_id, lead_id, agent_id, trunk_id, number_hmac, media)
         values (gen_random_uuid(), $1, $2, gen_random_uuid(), gen_random_uuid(), '\\x01', false)`,
        [tenant.id, leadId],
      ),
    );
    expect((await tenant.send(`/api/v1/leads/${leadId}/erasure`)).body).toMatchObject({ inCall: true });
    const { status, body } = await tenant.send(`/api/v1/leads/${leadId}/erasure`, { method: 'POST' });
    expect({ status, type: body.type }).toEqual({ status: 409, type: 'urn:ringfence:problem:in-call' });
  });
});

test('what is under retention is not deleted, nor is retention made shorter than the law’s', async () => {
  const { leadId } = await aLead();
  const untouched = await aLead();
  await append([{ kind: 'verdict', leadId, body: {} }]);
  const refused = await tenant.send(`/api/v1/leads/${leadId}`, { method: 'DELETE' });
  expect(refused).toMatchObject({
    status: 409,
    body: { type: 'urn:ringfence:problem:under-retention', detail: expect.stringContaining('16 CFR 310.5') },
  });
  expect((await tenant.send(`/api/v1/leads/${untouched.leadId}`, { method: 'DELETE' })).status).toBe(204);
  const shorter = await tenant.send('/api/v1/tenant', { method: 'PATCH', body: { retentionDays: 365 } });
  expect(shorter).toMatchObject({ status: 409, body: { type: 'urn:ringfence:problem:under-retention' } });
  expect((await tenant.send('/api/v1/tenant', { method: 'PATCH', body: { retentionDays: 3650 } })).status).toBe(200);
});
