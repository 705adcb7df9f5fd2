import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_RETRIES } from '../domain/default-retries.ts';
import { dispositions, REFUSAL_REASONS } from '../domain/vocabulary.ts';

const page = readFileSync(join(import.meta.dirname, 'dispositions.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const rowOf = (name: string) => rows.filter((cells) => cells[1] === `\`${name}\``);

test.each(dispositions)('the page tells what %s means and how often it is tried again, once', (name) => {
  const [row, ...others] = rowOf(name);
  expect(others).toEqual([]);
  const rule = DEFAULT_RETRIES.rules[name];
  expect(row).toBeDefined();
  // Nothing rang: they wait for the window, the campaign or an agent, without counting and without a rule.
  if (name === 'deferred' || name === 'cancelled' || name === 'no-agent') return;
  expect(row).toContain(String(rule?.maxAttempts ?? 1));
  if (rule) expect(row?.some((cell) => cell.startsWith(delayOf(rule.delaySeconds)))).toBe(true);
});

test.each(Object.entries(REFUSAL_REASONS))('the page tells what %s means', (name, words) => {
  expect(rowOf(name)).toEqual([['', `\`${name}\``, words, '']]);
});

function delayOf(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
