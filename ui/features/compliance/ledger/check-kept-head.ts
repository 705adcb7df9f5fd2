import { isConsistent, sameHash } from '../../../../domain/ledger/tree.ts';
import { sha256 } from '../../../../ledger/verify/sha256.ts';
import { bytesOfHex } from '../../../../ledger/verify/signatures.ts';
import type { ConsistencyProof } from '../../../api-client/types.gen.ts';

/** The parts of a head that name a tree. */
export interface KeptHead {
  size: number;
  root: string;
}

/** A head in a file that somebody kept; null where it is none. */
export function keptHeadIn(text: string): KeptHead | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('size' in value) || !('root' in value)) return null;
    const { size, root } = value;
    return typeof size === 'number' && typeof root === 'string' && /^[0-9a-f]{64}$/.test(root) ? { size, root } : null;
  } catch {
    return null;
  }
}

/**
 * Whether the ledger of today begins with everything that the kept head was signed over: its root is the one that the
 * server has for that size, and the hashes between (RFC 9162, 2.1.4.2) lead from it to the newest head.
 */
export function continues(kept: KeptHead, { first, second, path }: ConsistencyProof): boolean {
  return (
    first.size === kept.size &&
    sameHash(bytesOfHex(first.root), bytesOfHex(kept.root)) &&
    isConsistent((left, right) => sha256(Uint8Array.from([1, ...left, ...right])), {
      first: first.size,
      second: second.size,
      firstRoot: bytesOfHex(kept.root),
      secondRoot: bytesOfHex(second.root),
      path: path.map(bytesOfHex),
    })
  );
}
