import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { LAW_PACKS } from '../../domain/compliance/jurisdictions/packs.ts';

const page = readFileSync(new URL('rules.md', import.meta.url), 'utf8');

test('the page has every provision of every pack with its source and how it was read', () => {
  const rows = LAW_PACKS.flatMap(({ provisions }) => provisions)
    .filter(({ id }) => !id.endsWith('.state-list'))
    .filter(({ id, citation, confidence }) => {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${id}\` |`));
      return !row?.endsWith(`| ${citation} | ${confidence} |`);
    });
  expect(rows.map(({ id }) => id)).toEqual([]);
});
