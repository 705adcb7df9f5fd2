/**
 * The only randomness of rules: a hash of an id, so that the same attempt always gets the same number (FNV-1a with
 * murmur's finish, which FNV needs to spread ids that differ in their last letter). Not for secrets.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** From 0 up to, but not including, 1. */
export function fractionOf(text: string): number {
  return hash32(text) / 2 ** 32;
}
