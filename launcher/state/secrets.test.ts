import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createKeyring } from '../../keyring/keyring.ts';
import { openSecrets } from './secrets.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'secrets-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

test('secrets are made once, and only their owner may read them', () => {
  const first = openSecrets(home);
  expect(openSecrets(home)).toEqual(first);
  expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('two installations share no secret', () => {
  const other = mkdtempSync(join(tmpdir(), 'secrets-'));
  try {
    const mine = new Set(Object.values(openSecrets(home)));
    expect(Object.values(openSecrets(other)).filter((secret) => mine.has(secret))).toEqual([]);
  } finally {
    rmSync(other, { recursive: true });
  }
});

test('the generated keys are ones that the keyring takes', () => {
  const { keys, hmacKey } = openSecrets(home);
  const keyring = createKeyring(keys, hmacKey);
  expect(keyring.open(keyring.seal('a secret', 'here'), 'here').toString()).toBe('a secret');
});
