import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { MAX_QUOTED_CELL } from './quoted-row.ts';
import { createTokenizer, MAX_ROW, type RawRow } from './tokenizer.ts';

function tokenize(text: string, delimiter = ',', pieces: string[] = [text]): RawRow[] {
  const tokenizer = createTokenizer({ delimiter });
  return [...pieces.flatMap((piece) => tokenizer.push(piece, false)), ...tokenizer.push('', true)];
}
const cellsOf = (text: string, delimiter?: string) => tokenize(text, delimiter).map(({ cells }) => cells);

describe('rows as people export them', () => {
  test.each<[string, string, string[][]]>([
    [
      'LF',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CR LF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CR alone',
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['all three in one file', 'a\nb\r\nc\rd', [['a'], ['b'], ['c'], ['d']]],
    [
      'no line end after the last row',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a delimiter as the last character', 'a,', [['a', '']]],
    ['quoted delimiters', '"a,b",c\n', [['a,b', 'c']]],
    [
      'quoted line ends',
      '"a\r\nb",c\nd,e\n',
      [
        ['a\r\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['doubled quotes', '"a ""b"" c",d\n', [['a "b" c', 'd']]],
    ['an empty quoted cell', '"",a\n', [['', 'a']]],
    ['blanks before a quote', 'a, "b, c",d\n', [['a', 'b, c', 'd']]],
    ['blanks after a quote', '"a" ,b\n', [['a', 'b']]],
    ['a quote inside a plain cell', '5" pipe,b\n', [['5" pipe', 'b']]],
    ['quotes inside a quoted cell', '"Ann "Andy" Lee",b\n', [['Ann "Andy" Lee', 'b']]],
    ['ragged rows', 'a,b,c\nd\ne,f,g,h\n', [['a', 'b', 'c'], ['d'], ['e', 'f', 'g', 'h']]],
  ])('%s', (_, text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
  });

  test('a quote that is never closed costs its own line, not the rest of the file', () => {
    const rows = tokenize('a,b\n1,"John,555\n2,"Jane",555\n3,Jim,556\n');
    expect(rows.map(({ line, cells, fault }) => ({ line, cells, fault }))).toEqual([
      { line: 1, cells: ['a', 'b'], fault: null },
      { line: 2, cells: ['1', '"John', '555'], fault: 'unclosed-quote' },
      { line: 3, cells: ['2', 'Jane', '555'], fault: null },
      { line: 4, cells: ['3', 'Jim', '556'], fault: null },
    ]);
  });

  test('a quote without any other behind it costs its own line too', () => {
    const after = 'x,y\n'.repeat(MAX_QUOTED_CELL);
    const rows = tokenize(`1,"John\n${after}`);
    expect(rows).toHaveLength(1 + MAX_QUOTED_CELL);
    expect(rows[0]).toMatchObject({ cells: ['1', '"John'], fault: 'unclosed-quote' });
    expect(rows.slice(1).every(({ fault }) => fault === null)).toBe(true);
  });

  test('a row without end is one row, and the next one is read', () => {
    const long = 'x'.repeat(3 * MAX_ROW);
    const tokenizer = createTokenizer({ delimiter: ',' });
    const rows: RawRow[] = [];
    for (let at = 0; at < long.length; at += 65_536) rows.push(...tokenizer.push(long.slice(at, at + 65_536), false));
    rows.push(...tokenizer.push('x\na,b\n', true));
    expect(rows.map(({ fault }) => fault)).toEqual(['row-too-long', null]);
    expect(rows[0]!.cells[0]!.length).toBeLessThan(1000);
    expect(rows[1]).toMatchObject({ line: 2, cells: ['a', 'b'], end: long.length + 6 });
  });

  test('lines are those of the file, quoted ones included', () => {
    expect(tokenize('a\n"b\nb\r\nb",c\n\nd').map(({ line, nextLine }) => [line, nextLine])).toEqual([
      [1, 2],
      [2, 5],
      [5, 6],
      [6, 7],
    ]);
  });
});

const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', ',', '\n', '\r', ';', '1'), maxLength: 6 });
const wellFormed = (cells: string[][], lineEnd: string) =>
  cells.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join(lineEnd) + lineEnd;

describe('properties', () => {
  test('well-formed text is read as csv-parse reads it', () => {
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (cells, lineEnd) => {
        const text = wellFormed(cells, lineEnd);
        const oracle: string[][] = parse(text, { relax_column_count: true, record_delimiter: lineEnd });
        expect(cellsOf(text)).toEqual(oracle);
        expect(cellsOf(text)).toEqual(cells);
      }),
      { numRuns: 500 },
    );
  });

  const garbage = fc.string({ unit: fc.constantFrom('a', '"', '"', ',', '\n', '\r', ' ', 'b'), maxLength: 120 });

  test('it does not matter where the pieces of a stream end', () => {
    fc.assert(
      fc.property(garbage, fc.array(fc.nat(20), { maxLength: 20 }), (text, cuts) => {
        const pieces: string[] = [];
        let at = 0;
        for (const cut of cuts) pieces.push(text.slice(at, (at += cut)));
        pieces.push(text.slice(at));
        expect(tokenize(text, ',', pieces)).toEqual(tokenize(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('reading again from the end of any row gives the rows that follow', () => {
    fc.assert(
      fc.property(garbage, fc.nat(), (text, pick) => {
        const rows = tokenize(text);
        if (rows.length === 0) return;
        const at = rows[pick % rows.length]!;
        const tokenizer = createTokenizer({ delimiter: ',', position: at.end, line: at.nextLine });
        expect(tokenizer.push(text.slice(at.end), true)).toEqual(rows.slice((pick % rows.length) + 1));
      }),
      { numRuns: 2000 },
    );
  });

  test('every character belongs to exactly one row', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const rows = tokenize(text);
        let before = 0;
        for (const { end } of rows) {
          expect(end).toBeGreaterThan(before);
          before = end;
        }
        expect(before).toBe(text.length);
      }),
      { numRuns: 1000 },
    );
  });
});
