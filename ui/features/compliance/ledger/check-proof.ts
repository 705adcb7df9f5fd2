import { rootOfInclusion, sameHash } from '../../../../domain/ledger/tree.ts';
import { sha256 } from '../../../../ledger/verify/sha256.ts';
import { bytesOfHex } from '../../../../ledger/verify/signatures.ts';
import type { InclusionProof } from '../../../api-client/types.gen.ts';

type CheckedProof = Pick<InclusionProof, 'seq' | 'line' | 'leaf' | 'path'> & {
  head: Pick<InclusionProof['head'], 'size' | 'root'>;
};

/** RFC 9162, 2.1.3.2: the leaf of the line, and the path from it, give the root of the head. */
export function checkProof({ seq, line, leaf, path, head }: CheckedProof): boolean {
  const counted = hashOf(0, new TextEncoder().encode(line));
  if (!sameHash(counted, bytesOfHex(leaf))) return false;
  const root = rootOfInclusion((left, right) => hashOf(1, left, right), {
    index: seq,
    size: head.size,
    leaf: counted,
    path: path.map(bytesOfHex),
  });
  return root !== null && sameHash(root, bytesOfHex(head.root));
}

function hashOf(first: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return sha256(Uint8Array.from([first, ...parts.flatMap((part) => [...part])]));
}
