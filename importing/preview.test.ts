import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import type { LayoutOptions } from './layout.ts';
import { preview, type Preview } from './preview.ts';

async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function look(file: string | Uint8Array, options: Partial<LayoutOptions> = {}): Promise<Preview> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return preview(pieces(bytes), { defaultCountry: 'US', ...options });
}
async function read(file: string | Uint8Array, options: Partial<LayoutOptions> = {}) {
  const seen = await look(file, options);
  if (seen.kind !== 'preview') throw new Error(`refused as ${seen.file.kind}`);
  return seen;
}
async function leads(file: string | Uint8Array, options: Partial<LayoutOptions> = {}) {
  return (await read(file, options)).rows.flatMap((row) => (row.kind === 'lead' ? [row.lead] : []));
}
async function rejections(file: string | Uint8Array, options: Partial<LayoutOptions> = {}) {
  return (await read(file, options)).rows.flatMap((row) => (row.kind === 'rejected' ? [row.rejection] : []));
}
const numbers = (found: Awaited<ReturnType<typeof leads>>) => found.map(({ phones }) => phones.map(({ e164 }) => e164));

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const ACCENTS = 'Name,Phone\nJosé Peña,(212) 555-0101\nZoë,212-555-0102\n';

describe('encodings', () => {
  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(ACCENTS)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${ACCENTS}`)],
    ['Windows-1252', Buffer.from(ACCENTS, 'latin1')],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${ACCENTS}`, 'utf16le')],
    ['UTF-16 LE without', Buffer.from(ACCENTS, 'utf16le')],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${ACCENTS}`)],
    ['UTF-16 BE without', utf16be(ACCENTS)],
    [
      'UTF-8 and Windows-1252 joined',
      Buffer.concat([
        Buffer.from('Name,Phone\nJosé Peña,(212) 555-0101\n'),
        Buffer.from('Zoë,212-555-0102\n', 'latin1'),
      ]),
    ],
  ])('%s', async (_, file) => {
    const found = await leads(file);
    expect(found.map(({ firstName, lastName }) => [firstName, lastName])).toEqual([
      ['José', 'Peña'],
      ['Zoë', ''],
    ]);
    expect(numbers(found)).toEqual([['+12125550101'], ['+12125550102']]);
  });

  test('the euro sign and curly quotes of Windows-1252', async () => {
    const bytes = Buffer.concat([Buffer.from('Phone,Notes\n2125550101,'), Buffer.from([0x93, 0x80, 0x94, 0x0a])]);
    expect((await leads(bytes))[0]!.custom).toEqual({ Notes: '“€”' });
  });
});

describe('delimiters and line ends', () => {
  const rows = ['Name', 'Phone', 'City', '\n', 'Ann', '2125550101', 'Albany', '\n', 'Bob', '2125550102', 'Troy', '\n'];
  const file = (delimiter: string, lineEnd: string) =>
    rows
      .join(delimiter)
      .replaceAll(`${delimiter}\n${delimiter}`, '\n')
      .replaceAll(`${delimiter}\n`, '\n')
      .replaceAll('\n', lineEnd);
  test.each([',', ';', '\t', '|'].flatMap((d) => ['\n', '\r\n', '\r'].map((e): [string, string] => [d, e])))(
    '%j and %j',
    async (delimiter, lineEnd) => {
      const seen = await read(file(delimiter, lineEnd));
      expect(seen.delimiter).toBe(delimiter);
      expect(seen.columns.map(({ use }) => use)).toEqual(['fullName', 'phone', 'city']);
      expect(seen.looked).toEqual({ rows: 2, accepted: 2, rejected: 0 });
    },
  );

  test('semicolons win over the commas inside their cells', async () => {
    const found = await leads('Name;Phone\nLee, Ann;2125550101\nRay, Bob;2125550102\n');
    expect(found.map(({ firstName, lastName }) => `${firstName} ${lastName}`)).toEqual(['Ann Lee', 'Bob Ray']);
  });

  test("Excel's sep= line says the delimiter and is no row", async () => {
    const seen = await read('sep=;\r\nName;Phone\r\nAnn;2125550101\r\n');
    expect(seen).toMatchObject({ delimiter: ';', headerLine: 2, looked: { rows: 1, accepted: 1 } });
  });

  test('one column of numbers needs no delimiter', async () => {
    expect(numbers(await leads('2125550101\n2125550102\n'))).toEqual([['+12125550101'], ['+12125550102']]);
  });
});

describe('headers', () => {
  test.each([
    ['FIRST NAME,LAST NAME,PHONE NUMBER', 'Ann,Lee,2125550101'],
    ['first_name,last_name,phone_number', 'Ann,Lee,2125550101'],
    ['firstName,lastName,phoneNumber', 'Ann,Lee,2125550101'],
    ['Nombre,Apellidos,Teléfono', 'Ann,Lee,2125550101'],
    ['Prénom;Nom;Tél. portable', 'Ann;Lee;2125550101'],
    ['Vorname;Nachname;Handynummer', 'Ann;Lee;2125550101'],
    ['Nome;Cognome;Cellulare', 'Ann;Lee;2125550101'],
    ['Voornaam;Achternaam;Telefoonnummer', 'Ann;Lee;2125550101'],
    ['Imię;Nazwisko;Numer telefonu', 'Ann;Lee;2125550101'],
  ])('%s', async (header, row) => {
    const [lead] = await leads(`${header}\n${row}\n`);
    expect(lead?.phones[0]?.e164).toBe('+12125550101');
    if (!header.startsWith('Nome')) expect(lead).toMatchObject({ firstName: 'Ann', lastName: 'Lee' });
  });

  test('title rows and blank lines above the header are no rows', async () => {
    const seen = await read(
      'Leads of the spring fair\n\nExported 2026-05-03 by Ann Lee,,\nName,Phone,State\nAnn,2125550101,NY\n',
    );
    expect(seen).toMatchObject({ headerLine: 4, looked: { rows: 1, accepted: 1 } });
  });

  test('a file without a header is read by what its cells hold', async () => {
    const seen = await read(
      'Ann Lee,(212) 555-0101,ann@example.com,NY,10001\nBob Ray,(312) 555-0102,bob@example.com,IL,60601\n',
    );
    expect(seen.headerLine).toBeNull();
    expect(seen.columns.map(({ use }) => use)).toEqual(['custom', 'phone', 'email', 'state', 'postalCode']);
    expect(seen.looked).toEqual({ rows: 2, accepted: 2, rejected: 0 });
  });

  test('a header in an unknown language stands above a column of numbers', async () => {
    const seen = await read('Ime,Broj\nAna,2125550101\nIvo,2125550102\n');
    expect(seen).toMatchObject({ headerLine: 1, looked: { rows: 2, accepted: 2 } });
    expect(seen.columns[1]).toMatchObject({ heading: 'Broj', use: 'phone' });
  });

  test('headings that stand twice are told apart, and both phones are kept', async () => {
    const seen = await read('Phone,Phone,Notes,Notes,State,State\n2125550101,3125550102,a,b,NY,IL\n');
    expect(seen.columns.map(({ heading, use }) => [heading, use])).toEqual([
      ['Phone', 'phone'],
      ['Phone (2)', 'phone'],
      ['Notes', 'custom'],
      ['Notes (2)', 'custom'],
      ['State', 'state'],
      ['State (2)', 'custom'],
    ]);
    expect(seen.problems).toHaveLength(1);
    expect(
      (await leads('Phone,Phone\n2125550101,3125550102\n'))[0]!.phones.map(({ e164, label }) => [e164, label]),
    ).toEqual([
      ['+12125550101', 'Phone'],
      ['+13125550102', 'Phone (2)'],
    ]);
  });

  test('a header repeated inside the file is rejected as that', async () => {
    const [rejection] = await rejections('Name,Phone\nAnn,2125550101\nName,Phone\nBob,2125550102\n');
    expect(rejection).toMatchObject({ line: 3, reason: 'The header row stands here again.' });
  });

  test('the mapping goes before every guess, by heading or by number', async () => {
    const seen = await read('Who,Nr,Phone\nAnn,2125550101,x7\n', {
      mapping: { who: 'firstName', '2': 'phone', Phone: 'ignore' },
    });
    expect(seen.columns.map(({ use }) => use)).toEqual(['firstName', 'phone', 'ignore']);
    expect(seen.rows[0]).toMatchObject({ kind: 'lead', lead: { firstName: 'Ann', custom: {} } });
  });

  test('a mapping that names no column of the file is a problem that lists those it has', async () => {
    const { problems } = await read('Name,Phone\nAnn,2125550101\n', { mapping: { Cell: 'phone' } });
    expect(problems[0]).toMatchObject({ column: 'Cell' });
    expect(problems[0]!.remedy).toContain('Name, Phone');
  });

  test('a file without any phone column says so', async () => {
    const { problems, looked } = await read('Name,City\nAnn,Albany\n');
    expect(looked).toEqual({ rows: 1, accepted: 0, rejected: 1 });
    expect(problems.map(({ problem }) => problem)).toContain(
      'No column was recognised as a telephone number, so no row can be accepted.',
    );
  });
});

describe('numbers', () => {
  test.each([
    ['(212) 555-0101', '+12125550101'],
    ['212.555.0101', '+12125550101'],
    ['1-212-555-0101', '+12125550101'],
    ['+1 212 555 0101', '+12125550101'],
    ['212\u00a0555\u00a00101', '+12125550101'],
    ["'2125550101", '+12125550101'],
    ['0012125550101', '+12125550101'],
    ['212-555-0101 ext. 12', '+12125550101'],
    ['="2125550101"', '+12125550101'],
    ['0044 20 7946 0001', '+442079460001'],
  ])('%s', async (cell, expected) => {
    const [lead] = await leads(`Phone\n"${cell.replaceAll('"', '""')}"\n`);
    expect(lead?.phones[0]?.e164).toBe(expected);
  });

  test('extensions are kept apart', async () => {
    expect((await leads('Phone\n212-555-0101 ext. 12\n'))[0]!.phones[0]).toMatchObject({
      extension: '12',
      tail: '01',
      area: '+1212',
    });
  });

  test('scientific notation is rejected with that very reason', async () => {
    const [rejection] = await rejections('Phone,Name\n2.12556E+09,Ann\n');
    expect(rejection).toMatchObject({ line: 2, column: 'Phone', cells: ['2.12556E+09', 'Ann'] });
    expect(rejection!.reason).toMatch(/scientific notation.*digits are lost/);
  });

  test('national numbers belong to the country of the list, or of their row', async () => {
    expect(
      numbers(await leads('Phone,Country\n020 7946 0001,\n030 901820,Germany\n', { defaultCountry: 'GB' })),
    ).toEqual([['+442079460001'], ['+4930901820']]);
  });

  test('several numbers in one cell are several phones', async () => {
    expect(numbers(await leads('Phone\n212-555-0101 / 312-555-0102\n'))).toEqual([['+12125550101', '+13125550102']]);
  });

  test('a phone that cannot be read beside one that can is kept as text', async () => {
    const [lead] = await leads('Mobile,Home\n12,2125550101\n');
    expect(lead).toMatchObject({ custom: { Mobile: '12' }, phones: [{ e164: '+12125550101', label: 'Home' }] });
  });
});

describe('rows', () => {
  test('blank rows are no rows, of delimiters neither', async () => {
    expect((await read('Phone,Name\n\n2125550101,Ann\n,,,\n  \n')).looked.rows).toBe(1);
  });

  test('short rows are filled up, longer ones keep what is too much', async () => {
    const found = await leads('Phone,Name,City\n2125550101\n2125550102,Bob,Troy,extra,\n');
    expect(found[0]).toMatchObject({ firstName: '', city: '' });
    expect(found[1]).toMatchObject({ city: 'Troy', custom: { 'Column 4': 'extra' } });
  });

  test('a row shifted by an unquoted delimiter says so', async () => {
    const [rejection] = await rejections('Address,Phone\n1 Main St, Apt 2,2125550101\n');
    expect(rejection).toMatchObject({ reason: expect.stringContaining('more cells than the header') });
  });

  test('a row marked do not call is not imported', async () => {
    const seen = await read('Phone,DNC\n2125550101,Y\n2125550102,\n2125550103,no\n');
    expect(seen.looked).toEqual({ rows: 3, accepted: 2, rejected: 1 });
  });

  test('cells that are not what their column means are kept as text', async () => {
    const [lead] = await leads('Phone,Email,Priority,Time Zone,Country\n2125550101,none given,maybe,somewhere,+1\n');
    expect(lead).toMatchObject({ email: '', priority: null, timeZone: '', country: '' });
    expect(lead!.custom).toEqual({ Email: 'none given', Priority: 'maybe', 'Time Zone': 'somewhere', Country: '+1' });
  });

  test('fields of all kinds', async () => {
    const header =
      'Lead ID,First,Last,Company,E-mail,Address,City,ST,Zip Code,Country,Time Zone,Priority,Cell Phone,Consent date';
    const row =
      'A-1,Ann,Lee,Acme,ann@example.com,1 Main St,Albany,NY,12207,United States,Eastern,high,2125550101,2026-05-03';
    expect((await leads(`${header}\n${row}\n`))[0]).toEqual({
      externalId: 'A-1',
      firstName: 'Ann',
      lastName: 'Lee',
      company: 'Acme',
      email: 'ann@example.com',
      street: '1 Main St',
      city: 'Albany',
      state: 'NY',
      postalCode: '12207',
      country: 'US',
      timeZone: 'America/New_York',
      priority: 2,
      phones: [{ e164: '+12125550101', extension: null, area: '+1212', tail: '01', label: 'Cell Phone' }],
      custom: { 'Consent date': '2026-05-03' },
    });
  });

  test('formulas are text', async () => {
    const [lead] = await leads('Phone,First name,Notes\n2125550101,"=HYPERLINK(""http://example.com"")",@SUM(A1)\n');
    expect(lead).toMatchObject({ firstName: '=HYPERLINK("http://example.com")', custom: { Notes: '@SUM(A1)' } });
  });

  test.each([
    ['below a header', 'Name,Phone\n', 2, ['fullName', 'phone']],
    ['where a header would be', '', 1, []],
  ])('a first row that is longer than a preview looks at is told as that, %s', async (_, header, line, uses) => {
    const seen = await read(`${header}Ann,2125550101,${'long '.repeat(60_000)}\nBob,2125550102\n`);
    expect(seen).toMatchObject({ looked: { rows: 0 }, columns: uses.map((use) => ({ use })) });
    expect(seen.problems).toEqual([
      {
        column: null,
        problem: `The row that begins at line ${line} is longer than the 256 KB that a preview looks at.`,
        remedy: expect.stringContaining('missing line end'),
      },
    ]);
  });

  test('an empty file has no rows and says so', async () => {
    const seen = await read('');
    expect(seen.looked.rows).toBe(0);
    expect(seen.problems.map(({ problem }) => problem)).toContain('The file has no rows.');
  });
});

describe('what is not CSV is refused by saying what it is', () => {
  const zip = (name: string) => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(26), Buffer.from(name)]);
  test.each<[string, string | Uint8Array]>([
    ['xlsx', zip('[Content_Types].xml')],
    ['ods', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
    ['zip', zip('leads.csv')],
    ['xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['gzip', gzipSync('Name,Phone\n')],
    ['pdf', '%PDF-1.7\n'],
    ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['html', '<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>'],
    ['html', '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>'],
    ['xml', '<?xml version="1.0"?><Workbook/>'],
    ['json', '[{"name":"Ann","phone":"2125550101"}]'],
    ['json', '{"leads":[]}'],
    ['vcard', 'BEGIN:VCARD\nVERSION:3.0\n'],
    ['binary', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251))],
  ])('%s', async (kind, file) => {
    const seen = await look(file);
    if (seen.kind !== 'not-csv') throw new Error('was read');
    expect(seen.file.kind).toBe(kind);
    expect(seen.file.what).not.toBe('');
    expect(seen.file.remedy).not.toBe('');
  });
});

test('rows that cannot be used are told wherever they stand in what was looked at', async () => {
  const good = Array.from({ length: 40 }, (_, row) => `212555${String(100 + row).padStart(4, '0')}`);
  const found = await read(['Phone', ...good, '12', ...good, '13'].join('\n'));
  expect(found.rows.flatMap((row) => (row.kind === 'rejected' ? [row.line] : []))).toEqual([42, 83]);
});
