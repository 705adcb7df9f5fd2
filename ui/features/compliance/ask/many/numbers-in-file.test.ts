import { expect, test } from '@jest/globals';
import { linesOf, numbersIn } from './numbers-in-file.ts';

test('numbers without a head are the first cell of each line that is one', () => {
  expect(numbersIn('\uFEFF(617) 555-0142\r\n2026-11-20;AB12;+44 20 7946 0958\n\nnobody, 12\n')).toEqual({
    numbers: [
      { line: 1, phone: '(617) 555-0142' },
      { line: 2, phone: '+44 20 7946 0958' },
    ],
    without: [4],
  });
});

test('a first line that names no column is a line like the others', () => {
  expect(numbersIn('555-01\n6175550142\n')).toEqual({ numbers: [{ line: 2, phone: '6175550142' }], without: [1] });
});

test('a head names the columns, whatever their order, and quoted cells hold separators', () => {
  const file = 'Id,State,"Mobile Phone",ZIP code\n6175550100,MA,"617, 555-0142",02108\n6175550101,FL,none,\n';
  expect(numbersIn(file)).toEqual({ numbers: [], without: [2, 3] });
  const plain = 'Id\tState\tMobile Phone\tZIP code\n6175550100\tMA\t617 555-0142\t02108\n6175550101\tFL\tnone\t\n';
  expect(numbersIn(plain)).toEqual({
    numbers: [{ line: 2, phone: '617 555-0142', state: 'MA', postalCode: '02108' }],
    without: [3],
  });
  expect(numbersIn('name,phone\n"Ng, Linh",4155550104\n').numbers).toEqual([{ line: 2, phone: '4155550104' }]);
});

test('each is a check of its own, with where somebody lives and what is the same for all', () => {
  const numbers = numbersIn('phone,state\n6175550142,MA\n6175550143,\n').numbers;
  expect(
    linesOf(numbers, { kind: 'debt' })
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { phone: '6175550142', kind: 'debt', address: { state: 'MA' } },
    { phone: '6175550143', kind: 'debt' },
  ]);
});
