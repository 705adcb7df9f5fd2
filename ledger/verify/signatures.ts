import { endorsementBytes, headBytes, type PublicKey, type SignedHead } from './head.ts';

/** What browsers and Node alike call a CryptoKey. */
type VerifyKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
/** Public keys made ready for checking, by id. */
export type Keys = ReadonlyMap<string, VerifyKey>;

/**
 * Why the keys cannot be trusted together, or the keys. A line of endorsements must lead to each from the first: keys that
 * endorse themselves or one another are nobody's.
 */
export async function readKeys(
  published: readonly PublicKey[],
  sha256: (bytes: Uint8Array) => Uint8Array,
): Promise<{ keys: Keys; wrong: string | null }> {
  const keys = new Map<string, VerifyKey>();
  for (const { id, publicKey } of published) {
    const bytes = bytesOf(publicKey);
    if (hexOf(sha256(bytes)).slice(0, 16) !== id) return { keys, wrong: `key ${id} is not the one its id names` };
    if (keys.has(id)) return { keys, wrong: `key ${id} is there twice` };
    keys.set(id, await crypto.subtle.importKey('raw', bytes, 'Ed25519', true, ['verify']));
  }
  const first = published.filter(({ endorsedBy }) => endorsedBy === null);
  if (first.length !== 1)
    return { keys, wrong: `${first.length} keys are endorsed by no other: exactly one may be the first` };
  const line = followers(
    published,
    first.map(({ id }) => id),
  );
  for (const key of published.filter(({ endorsedBy }) => endorsedBy !== null)) {
    const by = line.has(key.id) ? keys.get(key.endorsedBy ?? '') : undefined;
    const ok = by && (await verify(by, key.endorsement ?? '', endorsementBytes(key.publicKey)));
    if (!ok) return { keys, wrong: `key ${key.id} is not endorsed by the key before it` };
  }
  return { keys, wrong: null };
}

/** These keys, and those that a line of endorsements leads to from them. */
export function followers(published: readonly PublicKey[], from: Iterable<string>): ReadonlySet<string> {
  const byEndorser = Map.groupBy(published, ({ endorsedBy }) => endorsedBy);
  const found = new Set(from);
  // Grows as it is walked.
  for (const id of found) for (const next of byEndorser.get(id) ?? []) found.add(next.id);
  return found;
}

/** Whether the head was signed by the key it names. */
export async function isSigned(head: SignedHead, keys: Keys): Promise<boolean> {
  const key = keys.get(head.key);
  return key !== undefined && (await verify(key, head.signature, headBytes(head)));
}

async function verify(key: VerifyKey, signature: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    return await crypto.subtle.verify('Ed25519', key, bytesOf(signature), bytes);
  } catch {
    return false;
  }
}

/** @throws for what is not base64. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
