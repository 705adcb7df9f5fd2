import { rootOfBlocks } from '../../domain/ledger/growing-tree.ts';
import { type Block, blocksOf, type Hash, type Range } from '../../domain/ledger/tree.ts';
import { nodeHash } from '../../ledger/hashing.ts';
import type { TenantTx } from '../connect.ts';
import { hashesOf } from './seal-batch.ts';

/** Levels between those whose nodes are kept. */
const STRIDE = 8;

/**
 * The hash of a range of sealed leaves, as proofs need it: at most one read a complete subtree in it, of at most 256
 * hashes.
 */
export async function hashOfRange(tx: TenantTx, range: Range): Promise<Hash> {
  const hashes: Hash[] = [];
  for (const block of blocksOf(range)) hashes.push(await hashOfBlock(tx, block));
  return rootOfBlocks(nodeHash, hashes);
}

/** The root of a complete subtree, put together from the nodes that are kept below it, or from leaves. */
export async function hashOfBlock(tx: TenantTx, { level, index }: Block): Promise<Hash> {
  const below = level - (level % STRIDE);
  const width = 2 ** (level - below);
  const range = { start: index * width, end: (index + 1) * width };
  let hashes = below === 0 ? await readLeaves(tx, range) : await readNodes(tx, below, range);
  if (hashes.length !== width)
    throw new Error('the sealed tree lacks hashes: run `ringfence audit verify` on an export');
  while (hashes.length > 1) {
    const pairs = hashes;
    hashes = Array.from({ length: pairs.length / 2 }, (_, at) => nodeHash(pairs[2 * at]!, pairs[2 * at + 1]!));
  }
  return hashes[0]!;
}

async function readNodes(tx: TenantTx, level: number, { start, end }: Range): Promise<Hash[]> {
  const rows = await tx.query<{ hash: Buffer }>(
    `select hash from ledger_nodes where tenant_id = $1 and level = $2 and index >= $3 and index < $4 order by index`,
    [tx.tenantId, level, start, end],
  );
  return rows.map((row) => row.hash);
}

/** Hashes of sealed leaves [start, end), in order. */
export async function readLeaves(tx: TenantTx, { start, end }: Range): Promise<Hash[]> {
  const rows = await tx.query<{ first_seq: string; leaves: Buffer }>(
    `select first_seq, leaves from ledger_heads
     where tenant_id = $1 and size > $2
       and size <= (select min(size) from ledger_heads where tenant_id = $1 and size >= $3) order by size`,
    [tx.tenantId, start, end],
  );
  return rows.flatMap(({ first_seq, leaves }) =>
    hashesOf(leaves).filter((_, at) => Number(first_seq) + at >= start && Number(first_seq) + at < end),
  );
}
