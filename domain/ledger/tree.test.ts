import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { leafHash, nodeHash } from '../../ledger/hashing.ts';
import { growTree, rootOfBlocks } from './growing-tree.ts';
import {
  blocksOf,
  consistencyRanges,
  type Hash,
  inclusionRanges,
  isConsistent,
  type Range,
  rootOfInclusion,
} from './tree.ts';

// Written by another implementation (ledger/testing/vectors/main.go): leaves are "entry 0", "entry 1", ...
const vectors: {
  roots: string[];
  inclusion: { index: number; size: number; path: string[] }[];
  consistency: { first: number; second: number; path: string[] }[];
} = JSON.parse(readFileSync('ledger/testing/recordings/tree-proofs.json', 'utf8'));
const leaves = vectors.roots.map((_, index) => leafHash(`entry ${index}`));
const hex = (hash: Hash) => Buffer.from(hash).toString('hex');
const bytes = (text: string) => Buffer.from(text, 'hex');

function rootOf(range: Range): Hash {
  const tree = growTree(nodeHash);
  for (const leaf of leaves.slice(range.start, range.end)) tree.add(leaf);
  return tree.root();
}

describe('as the other implementation has it', () => {
  test('is the root of every size', () => {
    const tree = growTree(nodeHash);
    const roots = leaves.map((leaf) => {
      tree.add(leaf);
      return hex(tree.root());
    });
    expect(roots).toEqual(vectors.roots);
  });

  test('is every inclusion proof', () => {
    for (const { index, size, path } of vectors.inclusion) {
      expect(inclusionRanges(index, size).map((range) => hex(rootOf(range)))).toEqual(path);
      const leaf = leaves[index] ?? Buffer.alloc(32);
      const root = rootOfInclusion(nodeHash, { leaf, index, size, path: path.map(bytes) });
      expect(root && hex(root)).toBe(vectors.roots[size - 1]);
    }
  });

  test('is every consistency proof', () => {
    for (const { first, second, path } of vectors.consistency) {
      expect(consistencyRanges(first, second).map((range) => hex(rootOf(range)))).toEqual(path);
      const [firstRoot, secondRoot] = [bytes(vectors.roots[first - 1] ?? ''), bytes(vectors.roots[second - 1] ?? '')];
      expect(isConsistent(nodeHash, { first, second, firstRoot, secondRoot, path: path.map(bytes) })).toBe(true);
    }
  });
});

test('the trees of certificate transparency’s published test data have their published roots', () => {
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const tree = growTree(nodeHash);
  const roots = inputs.map((input) => {
    tree.add(leafHash(bytes(input).toString('latin1')));
    return hex(tree.root());
  });
  expect(roots).toEqual([
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]);
});

test('a proof with anything changed proves nothing', () => {
  for (const { index, size, path } of vectors.inclusion.filter((one) => one.path.length > 0)) {
    const leaf = leaves[index] ?? Buffer.alloc(32);
    const wrong = path.map((text, at) => (at === 0 ? Buffer.alloc(32) : bytes(text)));
    const said = (change: object) => {
      const root = rootOfInclusion(nodeHash, { leaf, index, size, path: path.map(bytes), ...change });
      return root !== null && hex(root) === vectors.roots[size - 1];
    };
    expect(said({ path: wrong })).toBe(false);
    expect(said({ path: path.slice(1).map(bytes) })).toBe(false);
    expect(said({ path: [...path.map(bytes), leaf] })).toBe(false);
    expect(said({ leaf: Buffer.alloc(32) })).toBe(false);
  }
  for (const { first, second, path } of vectors.consistency.filter((one) => one.path.length > 0)) {
    const [firstRoot, secondRoot] = [bytes(vectors.roots[first - 1] ?? ''), bytes(vectors.roots[second - 1] ?? '')];
    const proof = { first, second, firstRoot, secondRoot, path: path.map(bytes) };
    expect(isConsistent(nodeHash, { ...proof, firstRoot: Buffer.alloc(32) })).toBe(false);
    expect(isConsistent(nodeHash, { ...proof, secondRoot: Buffer.alloc(32) })).toBe(false);
    expect(isConsistent(nodeHash, { ...proof, path: proof.path.slice(1) })).toBe(false);
  }
});

test('a tree goes on from its frontier, and takes whole subtrees in their place', () => {
  const first = 37;
  const whole = growTree(nodeHash);
  for (const leaf of leaves.slice(0, first)) whole.add(leaf);
  const resumed = growTree(nodeHash, { size: first, frontier: whole.frontier });
  for (const { level, index } of blocksOf({ start: first, end: leaves.length })) {
    const size = 2 ** level;
    resumed.add(rootOf({ start: index * size, end: (index + 1) * size }), level);
  }
  expect(hex(resumed.root())).toBe(vectors.roots.at(-1));
  expect(() => growTree(nodeHash, { size: 3, frontier: [Buffer.alloc(32)] })).toThrow('frontier');
  expect(() => whole.add(Buffer.alloc(32), 3)).toThrow('no place');
  expect(hex(rootOfBlocks(nodeHash, whole.frontier))).toBe(vectors.roots[first - 1]);
});
