import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { SEAL } from '../../../keyring/keyring.ts';
import { eventually } from '../../../testing/eventually.ts';
import { type Json, startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

const CSV = 'First name;Mobile no.;Plan\nAna;(212) 555-0123;gold\nBen;2.12556E+09;silver\n';

let api: TestApi;
let acme: TestTenant;
let listId: string;

beforeAll(async () => {
  api = await startTestApi({ config: (config) => ({ ...config, limits: { ...config.limits, uploadBytes: 200_000 } }) });
  acme = await api.tenant();
  listId = (await acme.send('/api/v1/lists', { body: { name: 'People' } })).body.id;
});
afterAll(() => api.close());

const upload = (raw: string | Uint8Array<ArrayBuffer>, { query = '', type = 'text/csv', key = '' } = {}) =>
  acme.send(`/api/v1/lists/${listId}/imports${query}`, {
    raw,
    headers: { 'content-type': type, ...(key ? { 'idempotency-key': key } : {}) },
  });

async function storedFiles(): Promise<string[]> {
  return (await allStored()).filter((name) => name.endsWith('.csv'));
}

async function allStored(): Promise<string[]> {
  const { storage } = api.deps.config;
  if (storage.kind !== 'folder') throw new Error('tests keep files in a folder');
  return readdir(storage.folder, { recursive: true }).catch(() => []);
}

async function fileOf(importId: string): Promise<string> {
  const [row] = await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query<{ key: string }>('select file_key as key from imports where id = $1', [importId]),
  );
  const pieces: Uint8Array[] = [];
  for await (const piece of api.deps.files.read(row?.key ?? '')) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

describe('an upload', () => {
  test('as CSV is stored whole and queued for the workflow', async () => {
    const answer = await upload(CSV, { query: '?fileName=people.csv&mapping=%7B%22Plan%22%3A%22ignore%22%7D' });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({
      listId,
      status: 'queued',
      fileName: 'people.csv',
      fileBytes: CSV.length,
      rowsRead: 0,
    });
    expect(await fileOf(answer.body.id)).toBe(CSV);
    const [effect] = await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query<{ payload: Json }>(`select payload from outbox where payload->>'workflowId' = $1`, [
        `import:${answer.body.id}`,
      ]),
    );
    expect(effect?.payload).toMatchObject({
      taskQueue: 'imports',
      args: [{ tenantId: acme.id, importId: answer.body.id }],
    });
    expect((await acme.send(`/api/v1/imports/${answer.body.id}`)).body).toEqual(answer.body);
  });

  test('whose client goes away in the middle of a form leaves nothing behind', async () => {
    const partly = (folder: readonly string[]) => folder.filter((name) => name.endsWith('.part'));
    const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\n\r\n`;
    const token = await acme.token('manager');
    const sending = httpRequest(`${api.url}/api/v1/lists/${listId}/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' },
    });
    sending.on('error', () => undefined);
    sending.write(head + CSV.repeat(1_500));
    await eventually(async () => expect(partly(await allStored())).toHaveLength(1));
    sending.destroy();
    await eventually(async () => expect(partly(await allStored())).toEqual([]));
  });

  test('as a form is read the same, options before or after the file', async () => {
    const form = new FormData();
    form.append('file', new Blob([CSV], { type: 'text/csv' }), 'from-a-form.csv');
    form.append('mapping', '{"Plan":"custom"}');
    const send = async () =>
      fetch(`${api.url}/api/v1/lists/${listId}/imports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await acme.token('manager')}` },
        body: form,
      });
    const response = await send();
    const body: Json = await response.json();
    expect(response.status).toBe(202);
    expect(body.fileName).toBe('from-a-form.csv');
    expect(await fileOf(body.id)).toBe(CSV);

    const before = await storedFiles();
    form.append('reimportPolcy', 'new');
    const misspelled = await send();
    const refused: Json = await misspelled.json();
    expect([misspelled.status, refused.errors]).toMatchObject([400, [{ field: 'reimportPolcy' }]]);
    expect(refused.errors[0].remedy).toContain('send one of: reimportPolicy');
    expect(await storedFiles()).toEqual(before);
  });

  test('under one Idempotency-Key is one import and one file', async () => {
    const key = randomUUID();
    const before = (await storedFiles()).length;
    const [first, second] = [await upload(CSV, { key }), await upload(CSV, { key })];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((await storedFiles()).length).toBe(before + 1);
    expect((await upload(`${CSV}Cleo;2125550124;gold\n`, { key })).status).toBe(422);
    expect((await storedFiles()).length).toBe(before + 1);
  });

  test('of something else is refused by name, and nothing of it is kept', async () => {
    const before = (await storedFiles()).length;
    const pdf = await upload(Buffer.from('%PDF-1.7 and so on'));
    expect(pdf.status).toBe(415);
    expect(pdf.body.detail).toContain('a PDF document');
    const zip = await upload(Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.from('....xl/workbook.xml')]));
    expect(zip.body.detail).toContain('Excel');
    expect((await upload('{}', { type: 'application/json' })).status).toBe(415);
    expect((await storedFiles()).length).toBe(before);
  });

  test('that is too large is refused, and nothing of it is kept', async () => {
    const before = (await storedFiles()).length;
    const answer = await upload(`phone\n${'2125550123\n'.repeat(30_000)}`);
    expect(answer.status).toBe(413);
    expect((await storedFiles()).length).toBe(before);
  });

  test('with a mapping that means nothing is refused with what may be sent', async () => {
    const answer = await upload(CSV, { query: `?mapping=${encodeURIComponent('{"Plan":"banana"}')}` });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]).toMatchObject({ field: 'query.mapping', remedy: expect.stringContaining('"phone"') });
  });

  test('with a country that has no numbers is refused before anything is stored', async () => {
    const answer = await upload(CSV, { query: '?defaultCountry=UK' });
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'query.defaultCountry']);
    expect(answer.body.errors[0].remedy).toContain('GB');
    const list = await acme.send('/api/v1/lists', { body: { name: 'British', defaultCountry: 'UK' } });
    expect(list.body.errors).toMatchObject([{ field: 'defaultCountry' }]);
  });

  test('without a file says so', async () => {
    const form = new FormData();
    form.append('mapping', '{}');
    const response = await fetch(`${api.url}/api/v1/lists/${listId}/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await acme.token('manager')}` },
      body: form,
    });
    expect(response.status).toBe(422);
    expect(JSON.stringify(await response.json())).toContain('The form has no file');
  });
});

test('a preview shows columns, guesses and rows as they would be read, and keeps nothing', async () => {
  const before = (await storedFiles()).length;
  const answer = await acme.send(`/api/v1/lists/${listId}/imports/preview`, {
    raw: CSV,
    headers: { 'content-type': 'text/csv' },
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ delimiter: ';', headerLine: 1, looked: { rows: 2, accepted: 1, rejected: 1 } });
  expect(answer.body.columns.map((column: { use: string }) => column.use)).toEqual(['firstName', 'phone', 'custom']);
  expect(answer.body.rows[0]).toMatchObject({
    kind: 'lead',
    lead: { firstName: 'Ana', phones: [{ number: '+12125550123' }] },
  });
  expect(answer.body.rows[1]).toMatchObject({ kind: 'rejected', column: 'Mobile no.' });
  expect((await storedFiles()).length).toBe(before);
});

test('rejected rows come back as CSV with reason and remedy, formulas defused', async () => {
  const { body } = await upload(CSV);
  await api.deps.database.inTenant(acme.id, async (tx) => {
    await tx.query(
      `update imports set dialect = '{"columns":[{"heading":"First name"},{"heading":"Mobile no."}]}' where id = $1`,
      [body.id],
    );
    for (let line = 2; line < 1300; line++) {
      const { data, keyId } = api.deps.keyring.seal(JSON.stringify(['=cmd()', `12${line}`]), SEAL.rejectedCells);
      await tx.query(
        `insert into import_rejections (tenant_id, import_id, line, column_name, reason, remedy, cells_enc, key_id)
         values ($1, $2, $3, 'Mobile no.', 'Too few digits.', 'Add the area code.', $4, $5)`,
        [acme.id, body.id, line, data, keyId],
      );
    }
  });
  const answer = await acme.send(`/api/v1/imports/${body.id}/rejected`, { as: 'compliance' });
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const lines = answer.text.trim().split(/\r?\n/);
  expect(lines).toHaveLength(1299);
  expect(lines[0]).toContain('line,column,reason,remedy,First name,Mobile no.');
  expect(lines[1]).toMatch(/^2,Mobile no\.,Too few digits\.,Add the area code\.,"?'=cmd\(\)"?,122$/);
});

test('cancelling asks the workflow, and refuses what is over', async () => {
  const { body } = await upload(CSV);
  expect((await acme.send(`/api/v1/imports/${body.id}/cancel`, { method: 'POST' })).status).toBe(200);
  await api.deps.database.inTenant(acme.id, (tx) =>
    tx.query(`update imports set status = 'completed' where id = $1`, [body.id]),
  );
  expect((await acme.send(`/api/v1/imports/${body.id}/cancel`, { method: 'POST' })).status).toBe(409);
});
