import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, escapeCell } from './csv-output.ts';
import { rejectedCsv } from './rejected-csv.ts';

describe('cells that a spreadsheet would run', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['+cmd|calc', "'+cmd|calc"],
    ['\t=1', `"'\t=1"`],
    ['＝1+1', "'＝1+1"],
  ])('%j is written as text', (cell, written) => {
    expect(escapeCell(cell)).toBe(written);
  });

  test.each(['+12125550101', '-5', '-1.5', 'a=b', '2026-05-03', ''])('%j is left alone', (cell) => {
    expect(escapeCell(cell)).toBe(cell);
  });
});

test('whatever the cells, no reader sees other cells or a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 12 }), { minLength: 2, maxLength: 5 }), (cells) => {
      const rows: string[][] = parse(csvLine(cells));
      expect(rows).toHaveLength(1);
      rows[0]!.forEach((cell, index) => {
        expect([cells[index], `'${cells[index]}`]).toContain(cell);
        expect(/^[=@\t\r]/.test(cell)).toBe(false);
      });
    }),
    { numRuns: 500 },
  );
});

test('rejected rows come with line, column, reason, remedy and their own cells', async () => {
  async function* one() {
    yield { line: 7, column: 'Phone', reason: 'No number.', remedy: 'Add one.', cells: ['Ann', '=1+1'] };
  }
  let text = '';
  for await (const line of rejectedCsv(['Name', 'Phone'], one())) text += line;
  expect(text).toBe("\ufeffline,column,reason,remedy,Name,Phone\r\n7,Phone,No number.,Add one.,Ann,'=1+1\r\n");
});
