import { type Hash, type NodeHash, blocksOf } from './tree.ts';

/** A tree that grows to the right, held as the roots of its complete subtrees: at most one for each bit of its size. */
export interface GrowingTree {
  readonly size: number;
  /** Roots of the complete subtrees, largest first. */
  readonly frontier: readonly Hash[];
  /** Adds a leaf, or a complete subtree whose place it is: the size is a multiple of 2^level. */
  add(hash: Hash, level?: number): void;
  /** @throws for a tree without leaves. */
  root(): Hash;
}

/** `onSubtree` is told of each complete subtree as it comes to be: its level, its place among those, its root. */
export function growTree(
  node: NodeHash,
  from: { size: number; frontier: readonly Hash[] } = { size: 0, frontier: [] },
  onSubtree: (level: number, index: number, hash: Hash) => void = () => undefined,
): GrowingTree {
  let size = from.size;
  const frontier = [...from.frontier];
  if (frontier.length !== blocksOf({ start: 0, end: size }).length)
    throw new RangeError('the frontier does not belong to a tree of this size');
  return {
    get size() {
      return size;
    },
    frontier,
    add(hash, level = 0) {
      let place = size / 2 ** level;
      if (!Number.isInteger(place)) throw new RangeError('a subtree of this size has no place here');
      let [whole, height] = [hash, level];
      for (; place % 2 === 1; place = (place - 1) / 2) {
        const left = frontier.pop();
        if (left === undefined) throw new RangeError('the frontier does not belong to a tree of this size');
        whole = node(left, whole);
        height += 1;
        onSubtree(height, (place - 1) / 2, whole);
      }
      frontier.push(whole);
      size += 2 ** level;
    },
    root() {
      return rootOfBlocks(node, frontier);
    },
  };
}

/** The root of a range from the roots of its complete subtrees, which grow smaller from left to right. */
export function rootOfBlocks(node: NodeHash, blocks: readonly Hash[]): Hash {
  const last = blocks.at(-1);
  if (last === undefined) throw new RangeError('a range without leaves has no root here');
  return blocks.slice(0, -1).reduceRight((right, left) => node(left, right), last);
}
