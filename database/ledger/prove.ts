import { consistencyRanges, inclusionRanges, type Range, rootOfInclusion } from '../../domain/ledger/tree.ts';
import { leafHash, nodeHash } from '../../ledger/hashing.ts';
import type { SignedHead } from '../../ledger/verify/head.ts';
import type { TenantTx } from '../connect.ts';
import { batchFrom, headOfSize, latestHead } from './heads.ts';
import { entriesById, lineOf } from './read-entries.ts';
import { hashOfRange } from './read-tree.ts';

export interface Inclusion {
  seq: number;
  line: string;
  leaf: string;
  path: string[];
  head: SignedHead;
  /** Whether the line as it is now leads to the root that was signed. */
  intact: boolean;
}

/** Proves one entry under the newest head, from its line as the database has it now. Undefined: not sealed, or gone. */
export async function proveInclusion(tx: TenantTx, seq: number): Promise<Inclusion | undefined> {
  const head = await latestHead(tx);
  const batch = await batchFrom(tx, seq);
  const id = batch?.entryIds[seq - batch.firstSeq];
  if (!head || id === undefined || seq >= head.size) return undefined;
  const row = (await entriesById(tx, [id])).get(id);
  if (!row) return undefined;
  const line = lineOf(tx.tenantId, row);
  const leaf = leafHash(line);
  const path = await hashesOf(tx, inclusionRanges(seq, head.size));
  const root = rootOfInclusion(nodeHash, { leaf, index: seq, size: head.size, path });
  const intact = root !== null && Buffer.from(root).toString('hex') === head.root;
  return { seq, line, leaf: leaf.toString('hex'), path: path.map((hash) => hash.toString('hex')), head, intact };
}

/** What shows that one head's tree begins with another's. Undefined where one of the two does not exist. */
export async function proveConsistency(
  tx: TenantTx,
  sizes: { first: number; second: number },
): Promise<{ first: SignedHead; second: SignedHead; path: string[] } | undefined> {
  const first = await headOfSize(tx, sizes.first);
  const second = await headOfSize(tx, sizes.second);
  if (!first || !second || first.size > second.size) return undefined;
  const path = await hashesOf(tx, consistencyRanges(first.size, second.size));
  return { first, second, path: path.map((hash) => hash.toString('hex')) };
}

async function hashesOf(tx: TenantTx, ranges: readonly Range[]): Promise<Buffer[]> {
  const hashes: Buffer[] = [];
  for (const range of ranges) hashes.push(Buffer.from(await hashOfRange(tx, range)));
  return hashes;
}
