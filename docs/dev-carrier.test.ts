import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PERSONAS } from '../dev-carrier/personas.ts';

const page = readFileSync(join(import.meta.dirname, 'dev-carrier.md'), 'utf8');

test('the table of callees is the table in the code', () => {
  const two = (digits: number) => String(digits).padStart(2, '0');
  const range = ([from, to]: readonly [number, number]) => (from === to ? two(from) : `${two(from)}–${two(to)}`);
  const rows = PERSONAS.map(
    ({ digits, name, about }) => `| ${digits.map(range).join(', ')} | \`${name}\` | ${about} |`,
  );
  const start = page.indexOf('|---|---|---|\n') + '|---|---|---|\n'.length;
  expect(page.slice(start, page.indexOf('\n\n', start)).split('\n')).toEqual(rows);
});
