import { expect, test } from '@jest/globals';
import { checkProof } from './check-proof.ts';

async function hash(first: number, ...parts: Uint8Array[]): Promise<Uint8Array> {
  const bytes = Uint8Array.from([first, ...parts.flatMap((part) => [...part])]);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
const leafOf = (line: string) => hash(0, new TextEncoder().encode(line));
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const [one, two, three, other] = await Promise.all(['{"a":1}', '{"ü":2}', '{"c":3}', '{"ü":3}'].map(leafOf));
if (!one || !two || !three || !other) throw new Error('four leaves were made');
const left = await hash(1, one, two);
const head = { size: 3, root: hex(await hash(1, left, three)) };
const proof = { seq: 1, line: '{"ü":2}', leaf: hex(two), path: [hex(one), hex(three)], head };

test('an entry whose path leads to the root of the head stands', () => {
  expect(checkProof(proof)).toBe(true);
  expect(checkProof({ seq: 2, line: '{"c":3}', leaf: hex(three), path: [hex(left)], head })).toBe(true);
});

test.each([
  ['another line', { line: '{"ü":3}' }],
  ['another line with its own leaf', { line: '{"ü":3}', leaf: hex(other) }],
  ['another place', { seq: 0 }],
  ['a path cut short', { path: proof.path.slice(1) }],
  ['another root', { head: { ...head, root: hex(left) } }],
])('%s does not', (_what, change) => {
  expect(checkProof({ ...proof, ...change })).toBe(false);
});
