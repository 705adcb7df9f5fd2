import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { checkProof } from './check-proof.ts';

const hash = (first: number, ...parts: (string | Buffer)[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash('sha256').update(Buffer.of(first))).digest();
const hex = (bytes: Buffer) => bytes.toString('hex');

const leaves = ['{"a":1}', '{"ü":2}', '{"c":3}'].map((line) => ({ line, leaf: hash(0, line) }));
const [one, two, three] = leaves;
if (!one || !two || !three) throw new Error('three leaves were made');
const left = hash(1, one.leaf, two.leaf);
const head = { size: 3, root: hex(hash(1, left, three.leaf)) };
const proof = { seq: 1, line: two.line, leaf: hex(two.leaf), path: [hex(one.leaf), hex(three.leaf)], head };

test('an entry whose path leads to the root of the head stands', () => {
  expect(checkProof(proof)).toBe(true);
  expect(checkProof({ seq: 2, line: three.line, leaf: hex(three.leaf), path: [hex(left)], head })).toBe(true);
});

test.each([
  ['another line', { line: '{"ü":3}' }],
  ['another line with its own leaf', { line: '{"ü":3}', leaf: hex(hash(0, '{"ü":3}')) }],
  ['another place', { seq: 0 }],
  ['a path cut short', { path: proof.path.slice(1) }],
  ['another root', { head: { ...head, root: hex(left) } }],
])('%s does not', (_what, change) => {
  expect(checkProof({ ...proof, ...change })).toBe(false);
});
