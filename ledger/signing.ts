import { createPrivateKey, generateKeyPairSync, hash, sign } from 'node:crypto';
import { type Keyring, SEAL } from '../keyring/keyring.ts';
import { endorsementBytes } from './verify/head.ts';

/** A signing key as it is stored: the private half (PKCS #8) sealed by the keyring. */
export interface StoredSigningKey {
  id: string;
  publicKey: Buffer;
  privateEnc: Buffer;
  /** The keyring's key that sealed it. */
  keyId: string;
  endorsedBy: string | null;
  endorsement: Buffer | null;
}

export interface Signer {
  readonly id: string;
  sign(bytes: Uint8Array): Buffer;
}

/** @throws when the keyring has lost the key that sealed it. */
export function openSigner(keyring: Pick<Keyring, 'open'>, stored: StoredSigningKey): Signer {
  const der = keyring.open({ data: stored.privateEnc, keyId: stored.keyId }, SEAL.signingKey);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { id: stored.id, sign: (bytes) => sign(null, bytes, key) };
}

/** A new Ed25519 key; the one before it signs it, so that whoever trusts that one may trust this. */
export function createSigningKey(keyring: Keyring, before: Signer | null): StoredSigningKey {
  const pair = generateKeyPairSync('ed25519');
  // The last 32 bytes of the SPKI form are the key.
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const sealed = keyring.seal(pair.privateKey.export({ format: 'der', type: 'pkcs8' }), SEAL.signingKey);
  return {
    id: signingKeyId(publicKey),
    publicKey,
    privateEnc: sealed.data,
    keyId: sealed.keyId,
    endorsedBy: before?.id ?? null,
    endorsement: before?.sign(endorsementBytes(publicKey.toString('base64'))) ?? null,
  };
}

function signingKeyId(publicKey: Uint8Array): string {
  return hash('sha256', publicKey, 'hex').slice(0, 16);
}
