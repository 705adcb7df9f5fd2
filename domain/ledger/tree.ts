/**
 * The Merkle tree of RFC 9162, section 2: which subtrees a proof consists of, and what a proof must come to. Hashing is
 * handed in. Sizes and positions are whole numbers below 2^53.
 */
export type Hash = Uint8Array;
export type NodeHash = (left: Hash, right: Hash) => Hash;

/** Leaves [start, end). */
export interface Range {
  readonly start: number;
  readonly end: number;
}
/** The complete subtree of leaves [index * 2^level, (index + 1) * 2^level). */
export interface Block {
  readonly level: number;
  readonly index: number;
}

/** Complete subtrees that make up the range, from left to right: at most two of each size. */
export function blocksOf({ start, end }: Range): Block[] {
  const blocks: Block[] = [];
  for (let at = start; at < end; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    blocks.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return blocks;
}

/** Subtrees whose hashes lead from a leaf to the root, the nearest first (2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  if (index < 0 || index >= size) throw new RangeError('the leaf is not in the tree');
  return pathWithin(index, { start: 0, end: size });
}

function pathWithin(index: number, { start, end }: Range): Range[] {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...pathWithin(index, { start, end: middle }), { start: middle, end }]
    : [...pathWithin(index, { start: middle, end }), { start, end: middle }];
}

/** Subtrees whose hashes show that the tree of `first` leaves is the beginning of that of `second` (2.1.4.1). */
export function consistencyRanges(first: number, second: number): Range[] {
  if (first < 0 || first > second) throw new RangeError('the first tree is larger than the second');
  return first === 0 ? [] : subproof(first, { start: 0, end: second }, true);
}

function subproof(first: number, { start, end }: Range, known: boolean): Range[] {
  const leaves = end - start;
  if (first === leaves) return known ? [] : [{ start, end }];
  const split = splitOf(leaves);
  const middle = start + split;
  return first <= split
    ? [...subproof(first, { start, end: middle }, known), { start: middle, end }]
    : [...subproof(first - split, { start: middle, end }, false), { start, end: middle }];
}

/** The largest power of two below the number of leaves. */
function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}

/** The root that an inclusion proof comes to (2.1.3.2); null where the proof has not the length it must have. */
export function rootOfInclusion(
  node: NodeHash,
  { leaf, index, size, path }: { leaf: Hash; index: number; size: number; path: readonly Hash[] },
): Hash | null {
  if (index < 0 || index >= size) return null;
  let [at, last, root] = [index, size - 1, leaf];
  for (const step of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = node(step, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else root = node(root, step);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : null;
}

/** Whether the proof shows that the second tree begins with the whole first one (2.1.4.2). */
export function isConsistent(
  node: NodeHash,
  proof: { first: number; second: number; firstRoot: Hash; secondRoot: Hash; path: readonly Hash[] },
): boolean {
  const { first, second, firstRoot, secondRoot } = proof;
  if (first === 0) return proof.path.length === 0;
  if (first === second) return proof.path.length === 0 && sameHash(firstRoot, secondRoot);
  if (first > second) return false;
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof.path] : [...proof.path];
  const seed = path.shift();
  if (seed === undefined) return false;
  let [at, last] = [first - 1, second - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [was, is] = [seed, seed];
  for (const step of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [was, is] = [node(step, was), node(step, is)];
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else is = node(is, step);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameHash(was, firstRoot) && sameHash(is, secondRoot);
}

export function sameHash(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
