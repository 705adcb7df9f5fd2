import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createKeyring, SEAL } from './keyring.ts';

test('whatever is sealed has a nonce of its own, and is opened again', () => {
  const key = () => randomBytes(32).toString('base64');
  const keyring = createKeyring(JSON.stringify({ current: 'k1', keys: { k1: key() } }), key());
  const sealed = Array.from({ length: 1_500 }, (_, i) => keyring.seal(`+1212555${i}`, SEAL.number));
  expect(new Set(sealed.map(({ data }) => data.subarray(0, 12).toString('hex'))).size).toBe(1_500);
  expect(sealed.every((one, i) => keyring.open(one, SEAL.number).toString() === `+1212555${i}`)).toBe(true);
});
