import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { EVERY_RULE } from '../domain/compliance/testing/compiled.ts';

const page = readFileSync(join(import.meta.dirname, 'compliance.md'), 'utf8');
const { provisions } = EVERY_RULE;
const readAs = (confidence: string) => provisions.filter((one) => one.confidence === confidence);

test('the page counts what was read as it is', () => {
  const [primary, secondary, nobody] = ['primary', 'secondary', 'unverified'].map((one) => readAs(one).length);
  expect(page).toContain(
    `have ${provisions.length} provisions: ${primary} were read at their source, ${secondary} in somebody's account of it, and ${nobody} by nobody`,
  );
});

test('the page names every provision that nobody verified', () => {
  const unnamed = readAs('unverified').filter(({ id }) => !id.endsWith('.state-list') && !page.includes(`\`${id}\``));
  expect(unnamed).toEqual([]);
});
