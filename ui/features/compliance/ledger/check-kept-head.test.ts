import { expect, test } from '@jest/globals';
import { continues, keptHeadIn } from './check-kept-head.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
async function hash(first: number, ...parts: Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.concat([Uint8Array.of(first), ...parts])));
}
const [one, two, three] = await Promise.all(['a', 'b', 'c'].map((text) => hash(0, Buffer.from(text))));
if (!one || !two || !three) throw new Error('three leaves were made');
const left = await hash(1, one, two);
const head = (size: number, root: Uint8Array) => ({
  ...{ v: 1 as const, tenant: 't', size, root: hex(root), at: '2026-11-21T15:00:00.000Z' },
  ...{ restoredAt: null, key: 'k', signature: 's' },
});
const proof = { first: head(2, left), second: head(3, await hash(1, left, three)), path: [hex(three)] };
const kept = { size: 2, root: hex(left) };

test('a ledger that only grew continues the head that was kept', () => {
  expect(continues(kept, proof)).toBe(true);
});

test.each([
  ['a kept head with another root', { ...kept, root: hex(three) }, proof],
  ['a proof for another size', kept, { ...proof, first: head(1, one) }],
  ['a ledger whose beginning was changed', kept, { ...proof, second: head(3, three) }],
  ['a proof without its hashes', kept, { ...proof, path: [] }],
])('%s does not', (_what, its, shown) => {
  expect(continues(its, shown)).toBe(false);
});

test('a file is a head with a size and a root, or none', () => {
  expect(keptHeadIn(JSON.stringify({ ...proof.first, publicKey: {} }))).toEqual(kept);
  for (const text of ['', '{}', '[]', '{"size":2,"root":"short"}']) expect(keptHeadIn(text)).toBeNull();
});
