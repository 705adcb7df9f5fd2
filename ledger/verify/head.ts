import { canonicalJson } from '../../domain/ledger/canonical-json.ts';

/** A signed tree head: at `at`, the tenant's ledger had `size` entries whose tree has this root. */
export interface SignedHead {
  readonly v: 1;
  readonly tenant: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly root: string;
  readonly at: string;
  /** When the database was last restored from a backup before this head was signed; null: never. */
  readonly restoredAt: string | null;
  /** Id of the key that signed. */
  readonly key: string;
  /** Ed25519, base64. */
  readonly signature: string;
}

/** A public key of the installation that signs heads. */
export interface PublicKey {
  /** The first 16 hexadecimal digits of the key's SHA-256. */
  readonly id: string;
  /** Ed25519, 32 bytes in base64. */
  readonly publicKey: string;
  readonly createdAt: string;
  /** The key before it, which signed this one; null for the first. */
  readonly endorsedBy: string | null;
  readonly endorsement: string | null;
}

/** What is signed: a name, so that nothing else signed by the key can be taken for a head, and the head's canonical JSON. */
export function headBytes(head: Omit<SignedHead, 'signature'>): Uint8Array<ArrayBuffer> {
  const { v, tenant, size, root, at, restoredAt, key } = head;
  return bytesOf(`ringfence ledger head\n${canonicalJson({ v, tenant, size, root, at, restoredAt, key })}`);
}

/** What the key before signs of a new one. */
export function endorsementBytes(publicKeyBase64: string): Uint8Array<ArrayBuffer> {
  return bytesOf(`ringfence ledger key\n${publicKeyBase64}`);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
