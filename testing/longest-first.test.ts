import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SECONDS } from './longest-first.mjs';

test('every suite that is started early is there', () => {
  const names = Object.keys(SECONDS);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !existsSync(join(import.meta.dirname, '..', name)))).toEqual([]);
});
