import { randomFillSync, randomInt } from 'node:crypto';

/** 26 bits behind the milliseconds. Begins anywhere, so that processes do not give the same. */
const COUNTS = 2 ** 26;
let count = randomInt(COUNTS / 2);

/**
 * A UUIDv7 (RFC 9562, method 1) of the given moment: begins with the milliseconds, so it sorts and partitions by time.
 * Ids of one process and one millisecond sort in the order in which they were made: the counter behind the milliseconds
 * rises by a random step with each id, whatever moment it is for, and wraps once in eight million ids.
 */
export function uuidv7(atMs: number): string {
  const bytes = randomFillSync(Buffer.alloc(16));
  count = (count + 1 + (bytes[15]! & 0x0f)) % COUNTS;
  bytes.writeUIntBE(atMs, 0, 6);
  // Twelve bits beside the version, fourteen beside the variant.
  bytes.writeUInt16BE(0x7000 | (count >>> 14), 6);
  bytes.writeUInt16BE(0x8000 | (count & 0x3fff), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
