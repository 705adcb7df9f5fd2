import { hash } from 'node:crypto';
import type { Hash } from '../domain/ledger/tree.ts';

/** RFC 9162, 2.1.1: SHA-256 of 0x00 and the leaf. */
export function leafHash(line: string): Buffer {
  return hash('sha256', Buffer.from(`\u0000${line}`), 'buffer');
}

/** RFC 9162, 2.1.1: SHA-256 of 0x01 and both halves. */
export function nodeHash(left: Hash, right: Hash): Buffer {
  const both = Buffer.allocUnsafe(65);
  both[0] = 1;
  both.set(left, 1);
  both.set(right, 33);
  return hash('sha256', both, 'buffer');
}
