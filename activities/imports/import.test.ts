import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SEAL } from '../../keyring/keyring.ts';
import { anImportHouse, type ImportHouse, suppress } from '../../testing/import-house.ts';
import { enrolImport } from './enrol-import.ts';
import { finishImport } from './finish-import.ts';
import type { ImportCounts } from './interface.ts';
import { openImport } from './open-import.ts';
import { readChunks } from './read-chunks.ts';

let house: ImportHouse;
beforeAll(async () => {
  house = await anImportHouse();
});
afterAll(() => house.close());

/** The whole import, as the workflow runs it. */
async function run(importId: string, chunkRows = 3): Promise<ImportCounts> {
  const ref = { tenantId: house.tenantId, importId };
  const opened = await openImport(house.deps, ref);
  if (opened.kind === 'refused') {
    return (await finishImport(house.deps, { ...ref, end: { status: 'failed', sentence: opened.sentence } })).counts;
  }
  const never = new AbortController().signal;
  await readChunks(house.deps, ref, { cancelled: never, chunkRows });
  return (await finishImport(house.deps, { ...ref, end: { status: 'completed' } })).counts;
}
async function importInto(listId: string, file: string | Uint8Array, options = {}, chunkRows = 3) {
  return run(await house.anImport(file, options, listId), chunkRows);
}
const file = (rows: string[]) => `Phone,Id,Name\n${rows.join('\n')}\n`;

describe('rows become leads', () => {
  test('numbers are sealed, indexed and found again', async () => {
    const list = await house.aList();
    const counts = await importInto(list, 'Phone,Mobile,Name\n(212) 555-0101,312 555 0102,Ann Lee\n');
    expect(counts).toEqual({ rowsRead: 1, accepted: 1, rejected: 0, duplicate: 0, updated: 0, suppressed: 0 });
    expect(await house.numbers(list)).toEqual([['+12125550101', '+13125550102']]);
    const [phone] = await house.rows(
      `select label, area, tail, number_hmac, number_enc from lead_phones where list_id = $1 and position = 0`,
      [list],
    );
    expect(phone).toMatchObject({ label: 'Phone', area: '+1212', tail: '01' });
    expect(phone?.['number_hmac']).toEqual(house.keyring.numberIndex('+12125550101' as never));
    expect(String(phone?.['number_enc'])).not.toContain('2125550101');
  });

  test('every kind of cell arrives as it was written', async () => {
    const list = await house.aList();
    await importInto(list, 'Phone,First name,Notes\n2125550101,=1+1,"tab\there, back\\slash, line\nend, \\N"\n');
    const [lead] = await house.rows(`select first_name, custom from leads where list_id = $1`, [list]);
    expect(lead).toEqual({ first_name: '=1+1', custom: { Notes: 'tab\there, back\\slash, line\nend, \\N' } });
  });

  test('an empty file is an import of no rows', async () => {
    expect(await importInto(await house.aList(), '')).toMatchObject({ rowsRead: 0, accepted: 0 });
    expect(await importInto(await house.aList(), 'Phone\n')).toMatchObject({ rowsRead: 0, accepted: 0 });
  });

  test('rejected rows keep line, column, reason, remedy and their sealed cells', async () => {
    const importId = await house.anImport('Phone,Name\n2.12556E+09,Ann\n', {}, await house.aList());
    expect(await run(importId)).toMatchObject({ rowsRead: 1, rejected: 1 });
    const [row] = await house.rows<{ cells_enc: Buffer; key_id: string }>(
      `select * from import_rejections where import_id = $1`,
      [importId],
    );
    expect(row).toMatchObject({
      line: '2',
      column_name: 'Phone',
      reason: expect.stringContaining('scientific notation'),
    });
    const cells = house.keyring.open({ keyId: row!.key_id, data: row!.cells_enc }, SEAL.rejectedCells).toString();
    expect(JSON.parse(cells)).toEqual(['2.12556E+09', 'Ann']);
  });

  test('a file that is no CSV fails with what it is', async () => {
    const importId = await house.anImport('%PDF-1.7');
    await run(importId);
    const [row] = await house.rows(`select status, error from imports where id = $1`, [importId]);
    expect(row).toMatchObject({ status: 'failed', error: { sentence: expect.stringContaining('PDF') } });
  });

  test('a mapping that names a column which the file does not have is no guess: nothing is imported', async () => {
    const importId = await house.anImport('Phone,Stop\n2125550101,yes\n', { mapping: { Stopp: 'doNotCall' } });
    expect(await run(importId)).toMatchObject({ rowsRead: 0, accepted: 0 });
    const [row] = await house.rows(`select error from imports where id = $1`, [importId]);
    expect(row).toMatchObject({ error: { sentence: expect.stringContaining('"Stopp"') } });
  });

  test('a row of people that was taken for headings is in no error that is kept', async () => {
    const options = { header: true, mapping: { Phone: 'phone' } };
    const importId = await house.anImport('Ann,Lee,212 555 0123\nBob,Ray,212 555 0124\n', options);
    expect(await run(importId)).toMatchObject({ rowsRead: 0, accepted: 0 });
    const [row] = await house.rows(`select error from imports where id = $1`, [importId]);
    expect(row).toMatchObject({ error: { sentence: expect.stringContaining('"Phone"') } });
    expect(JSON.stringify(row)).not.toMatch(/Ann|Lee|0123/);
  });

  test('the uploaded file is removed when the import has ended', async () => {
    const importId = await house.anImport('Phone\n2125550101\n', {}, await house.aList());
    await run(importId);
    const left = house.deps.files.read(`imports/${house.tenantId}/${importId}.csv`)[Symbol.asyncIterator]().next();
    await expect(left).rejects.toThrow('no file');
  });
});

describe('a list holds a person once', () => {
  test.each([1, 2, 3, 100])('by number and by external id, %d rows a chunk', async (chunkRows) => {
    const list = await house.aList();
    const rows = [
      '2125550101,a,Ann',
      '2125550102,b,Bob',
      '(212) 555-0101,c,Ann again',
      '2125550103,b,Bob again',
      '2125550104,,Cy',
      '2125550104,,Cy',
    ];
    expect(await importInto(list, file(rows), {}, chunkRows)).toMatchObject({ rowsRead: 6, accepted: 3, duplicate: 3 });
    expect(await house.numbers(list)).toEqual([['+12125550101'], ['+12125550102'], ['+12125550104']]);
  });

  test.each([1, 100])('a row is no duplicate of a row that was not taken, %d rows a chunk', async (chunkRows) => {
    const list = await house.aList();
    await importInto(list, file(['2125550109,a,Ann']));
    // The first row repeats Ann by her id, so its number belongs to nobody and the second row brings somebody new.
    const counts = await importInto(
      list,
      file(['2125550101,a,Ann', '2125550101,b,Bob', '2125550101,c,Bob too']),
      {},
      chunkRows,
    );
    expect(counts).toMatchObject({ rowsRead: 3, accepted: 1, duplicate: 2 });
    expect(await house.numbers(list)).toEqual([['+12125550109'], ['+12125550101']]);
  });

  test('skip leaves the lead as it is', async () => {
    const list = await house.aList('skip');
    await importInto(list, file(['2125550101,a,Ann Lee']));
    expect(await importInto(list, file(['2125550102,a,Anna Leigh']))).toMatchObject({ duplicate: 1, updated: 0 });
    expect(await house.numbers(list)).toEqual([['+12125550101']]);
  });

  test('update takes over what the row says, numbers too, and keeps what it does not say', async () => {
    const list = await house.aList('update');
    await importInto(list, 'Phone,Id,First name,City,Notes\n2125550101,a,Ann,Albany,x\n2125550102,b,Bob,Troy,\n');
    const counts = await importInto(list, 'Phone,Id,First name,City,Extra\n2125550103,a,Anna,,y\n2125550102,,Rob,,\n');
    expect(counts).toMatchObject({ accepted: 0, duplicate: 2, updated: 2 });
    expect(await house.numbers(list)).toEqual([['+12125550103'], ['+12125550102']]);
    expect(
      await house.rows(
        `select external_id, first_name, city, custom, version from leads where list_id = $1 order by id`,
        [list],
      ),
    ).toEqual([
      { external_id: 'a', first_name: 'Anna', city: 'Albany', custom: { Notes: 'x', Extra: 'y' }, version: 2 },
      { external_id: 'b', first_name: 'Rob', city: 'Troy', custom: {}, version: 2 },
    ]);
  });

  test('update never takes a number that is another lead of the list', async () => {
    const list = await house.aList('update');
    await importInto(list, file(['2125550101,a,Ann', '2125550102,b,Bob']));
    expect(await importInto(list, file(['2125550102,a,Ann', '2125550103,b,Bob', '2125550103,a,Ann']))).toMatchObject({
      duplicate: 3,
    });
    expect((await house.numbers(list)).flat().toSorted()).toEqual(['+12125550101', '+12125550103']);
  });

  test('the last row of the file for a lead counts', async () => {
    const list = await house.aList('update');
    await importInto(list, file(['2125550101,a,One', '2125550101,a,Two', '2125550101,a,Three']), {}, 10);
    expect(await house.rows(`select first_name from leads where list_id = $1`, [list])).toEqual([
      { first_name: 'Three' },
    ]);
  });

  test('new has the campaigns call the lead afresh', async () => {
    const list = await house.aList('new');
    await importInto(list, file(['2125550101,a,Ann', '2125550102,b,Bob']));
    const [campaign] = await house.rows<{ id: string }>(
      `insert into campaigns (tenant_id, name, status) values ($1, $2, 'running') returning id`,
      [house.tenantId, list],
    );
    await house.rows(
      `insert into campaign_leads (tenant_id, campaign_id, lead_id, priority, state, attempts, done_at)
       select tenant_id, $1, id, 5, case external_id when 'a' then 'done' else 'blocked' end, 2, now() from leads where list_id = $2`,
      [campaign!.id, list],
    );
    await importInto(list, file(['2125550101,a,Ann', '2125550102,b,Bob']));
    expect(
      await house.rows(`select state, attempts from campaign_leads where campaign_id = $1 order by state`, [
        campaign!.id,
      ]),
    ).toEqual([
      { state: 'blocked', attempts: 2 },
      { state: 'waiting', attempts: 0 },
    ]);
  });
});

describe('people above leads', () => {
  test('one person in two lists: by external id, or by number where no id says otherwise', async () => {
    const [left, right] = [await house.aList(), await house.aList()];
    await importInto(left, file(['2125550111,p1,Ann', '2125550112,,Bob', '2125550113,p3,Cy']));
    await importInto(right, file(['2125550114,p1,Ann', '2125550112,,Bob', '2125550113,p9,Somebody else']));
    const shared = await house.rows(
      `select a.first_name from leads a join leads b on b.person_id = a.person_id and b.list_id = $2 where a.list_id = $1 order by a.id`,
      [left, right],
    );
    expect(shared).toEqual([{ first_name: 'Ann' }, { first_name: 'Bob' }]);
  });

  test('leads on the do-not-call list are marked with a verdict, by any of their numbers', async () => {
    const list = await house.aList();
    await suppress(house, '+12125550121');
    await suppress(house, '+12125550123');
    const counts = await importInto(list, 'Phone,Mobile\n2125550121,\n2125550122,2125550123\n2125550124,\n');
    expect(counts).toMatchObject({ accepted: 3, suppressed: 2 });
    const verdicts = await house.rows(
      `select v.body::jsonb->>'phase' as phase, v.body::jsonb->>'result' as result, v.body::jsonb->>'reason' as reason,
         'suppression' = any(v.rules) as by_list
       from ledger_entries v join leads l on l.id = v.lead_id where v.kind = 'verdict' and l.list_id = $1`,
      [list],
    );
    expect(verdicts).toEqual(
      Array(2).fill({ phase: 'import', result: 'blocked', reason: 'suppressed', by_list: true }),
    );
  });
});

describe('campaigns of the list', () => {
  test('get the new leads once, and are named', async () => {
    const list = await house.aList();
    const [running] = await house.rows<{ id: string }>(
      `insert into campaigns (tenant_id, name, status) values ($1, $2, 'running') returning id`,
      [house.tenantId, `r${list}`],
    );
    await house.rows(`insert into campaign_lists (tenant_id, campaign_id, list_id) values ($1, $2, $3)`, [
      house.tenantId,
      running!.id,
      list,
    ]);
    const importId = await house.anImport(file(['2125550101,a,Ann', '2125550102,b,Bob']), {}, list);
    await run(importId);
    const ref = { tenantId: house.tenantId, importId };
    expect(await enrolImport(house.deps, ref)).toEqual({ campaigns: [running!.id] });
    expect(await enrolImport(house.deps, ref)).toEqual({ campaigns: [] });
    expect(await house.rows(`select state from campaign_leads where campaign_id = $1`, [running!.id])).toHaveLength(2);
  });
});

describe('properties', () => {
  test('accepted + rejected + duplicate is rows read, whatever the bytes', async () => {
    const words = fc.constantFrom(
      '2125550101',
      '212-555-0102',
      '3125550103',
      'Phone',
      '"',
      '""',
      ',',
      ';',
      '\n',
      '\r\n',
      '\r',
      '\t',
      'Ann',
      '1.2E+10',
      '\u0000',
      'é',
      '\\',
      "'",
      ' ',
      '=cmd',
    );
    const text = fc.array(words, { maxLength: 150 }).map((parts) => Buffer.from(parts.join('')));
    const bytes = fc.uint8Array({ maxLength: 800 }).map((array) => Buffer.from(array));
    const list = await house.aList();
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, bytes), fc.integer({ min: 1, max: 20 }), async (garbage, chunkRows) => {
        const importId = await house.anImport(garbage, { mapping: { '1': 'phone' } }, list);
        const counts = await run(importId, chunkRows);
        expect(counts.accepted + counts.rejected + counts.duplicate).toBe(counts.rowsRead);
        const [kept] = await house.rows(`select count(*)::int as n from import_rejections where import_id = $1`, [
          importId,
        ]);
        expect(kept).toEqual({ n: counts.rejected });
      }),
      { numRuns: 25 },
    );
    expect((await house.numbers(list)).length).toBe(new Set((await house.numbers(list)).map(([first]) => first)).size);
  });
});
