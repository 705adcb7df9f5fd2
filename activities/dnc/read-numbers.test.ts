import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/connect.ts';
import { anImportHouse, type ImportHouse } from '../../testing/import-house.ts';
import { finishNumbers } from './finish-numbers.ts';
import type { NumbersRef } from './interface.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { readNumbers } from './read-numbers.ts';

const never = new AbortController().signal;
const nowhere = Connection.lazy({ address: '127.0.0.1:1' });
let house: ImportHouse;

beforeAll(async () => {
  house = await anImportHouse();
});
afterAll(async () => {
  await nowhere.close();
  await house?.close();
});

/** No call is up in these tests: nobody is told to hang up. */
function depsOver(database: Database): NumbersDeps {
  const { files, clock } = house.deps;
  return { database, files, clock, keyring: house.keyring, temporal: new Client({ connection: nowhere }) };
}

async function anImport(file: string | Uint8Array): Promise<NumbersRef> {
  const importId = randomUUID();
  const fileKey = `dnc-imports/${house.tenantId}/${importId}`;
  await house.deps.files.put(fileKey, pieces(file), { maxBytes: 1e9 });
  await house.rows(
    `insert into dnc_imports (tenant_id, id, list, file_key, file_bytes, file_sha256) values ($1, $2, 'internal', $3, $4, '')`,
    [house.tenantId, importId, fileKey, Buffer.byteLength(file)],
  );
  return { tenantId: house.tenantId, importId };
}
async function* pieces(file: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(file);
}
async function read(file: string | Uint8Array) {
  const ref = await anImport(file);
  return readNumbers(depsOver(house.database), ref, { cancelled: never });
}

test.each([
  [
    'UTF-16 with a byte order mark',
    Buffer.from('\ufeffPhone\tName\r\n2125550101\tÆsa\r\n212 555 0102\tB\r\n', 'utf16le'),
  ],
  ['line ends of one carriage return', Buffer.from('2125550103\r2125550104\r')],
  ['quoted cells and Windows-1252', Buffer.from('"Smith, (212) 555-0105",Stra\xdfe\n"x","2125550106"\n', 'latin1')],
])('every line counts in a file with %s', async (_name, file) => {
  expect(await read(file)).toMatchObject({ kind: 'read', done: true, counts: { lines: 2, added: 2, bad: 0 } });
});

test('a file that is no text is refused by saying what it is', async () => {
  expect(await read(Buffer.from('PK\u0003\u0004 xl/workbook'))).toMatchObject({
    kind: 'refused',
    sentence: expect.stringContaining('Excel workbook'),
  });
});

test('an import that breaks off after every transaction counts no line twice and leaves no lead waiting', async () => {
  const numbers = Array.from({ length: 30 }, (_, index) => `2125550${130 + index}`);
  const file = [...numbers, '', numbers[3], 'nothing', numbers[29]].join('\n');
  await waitingLead('+12125550159');
  const ref = await anImport(file);
  let breaks = 0;
  for (let done = false; !done; ) {
    // One more transaction each time: the break comes at every place, in the middle of a batch too.
    const deps = depsOver(breakingAfter(2 + (breaks % 5)));
    // Batches of other sizes too: another version of the program may go on.
    const run = readNumbers(deps, ref, { cancelled: never, batchRows: 7 - (breaks % 3) });
    ({ done } = await run.then(
      (slice) => ({ done: slice.kind === 'read' && slice.done }),
      (error: Error) => {
        expect(error.message).toBe('the process is gone');
        breaks++;
        return { done: false };
      },
    ));
  }
  expect(breaks).toBeGreaterThan(4);
  const end = { status: 'completed' } as const;
  const { counts } = await finishNumbers(depsOver(house.database), { ...ref, end });
  expect(counts).toMatchObject({ lines: 33, added: 30, alreadyListed: 2, bad: 1 });
  const [lead] = await house.rows('select state, reason from campaign_leads');
  expect(lead).toMatchObject({ state: 'blocked', reason: 'suppressed' });
  // Finished once: the ledger says it once.
  await finishNumbers(depsOver(house.database), { ...ref, end: { status: 'failed', sentence: 'Too late.' } });
  const entries = await house.rows<{ body: string }>(`select body from ledger_entries where kind = 'list-activation'`);
  expect(entries.map(({ body }) => JSON.parse(body))).toMatchObject([
    { importId: ref.importId, end: 'completed', added: 30 },
  ]);
});

test('a cancelled import keeps what it has read', async () => {
  const ref = await anImport('2125550170\n2125550171\n2125550172\n');
  const deps = depsOver(house.database);
  await readNumbers(deps, ref, { cancelled: never, batchRows: 1, sliceMs: 0 });
  const cancelled = AbortSignal.abort();
  await expect(readNumbers(deps, ref, { cancelled, batchRows: 1 })).rejects.toThrow('cancelled');
  const finished = await finishNumbers(deps, { ...ref, end: { status: 'cancelled', by: 'Ann' } });
  expect(finished).toMatchObject({ status: 'cancelled', counts: { lines: 1, added: 1 } });
});

/** The database as a process sees it that is killed before its nth transaction. */
function breakingAfter(transactions: number): Database {
  let left = transactions;
  return {
    ...house.database,
    async inTenant(tenantId, work) {
      if (left-- === 0) throw new Error('the process is gone');
      return house.database.inTenant(tenantId, work);
    },
  };
}

async function waitingLead(number: string): Promise<void> {
  const hmac = house.keyring.numberIndex(number as never);
  await house.rows(
    `with person as (insert into persons (tenant_id) values ($1) returning id),
       lead as (insert into leads (tenant_id, list_id, person_id) select $1, $2, id from person returning id),
       phone as (insert into lead_phones (tenant_id, lead_id, position, list_id, number_hmac, number_enc, key_id, area,
         tail) select $1, id, 0, $2, $3, '', 'k1', '+1212', '59' from lead),
       campaign as (insert into campaigns (tenant_id, name) values ($1, 'C') returning id)
     insert into campaign_leads (tenant_id, campaign_id, lead_id, priority) select $1, campaign.id, lead.id, 5
       from campaign, lead`,
    [house.tenantId, house.listId, hmac],
  );
}
