import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { z } from 'zod';
import type { E164 } from '../domain/ids.ts';

/** AES-256-GCM under a named key. Layout of `data`: 12-byte nonce, ciphertext, 16-byte tag. */
export interface Sealed {
  keyId: string;
  data: Buffer;
}

export interface Keyring {
  readonly currentKeyId: string;
  seal(plain: string | Uint8Array, context: string): Sealed;
  /** @throws when the key id is unknown, or when data or context were altered. Messages carry no content. */
  open(sealed: Sealed, context: string): Buffer;
  /** Index of a number: HMAC-SHA-256 under a key of its own, 32 bytes. The same number has the same index. */
  numberIndex(number: E164): Buffer;
}

const keysSchema = z
  .string()
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      ctx.addIssue({
        code: 'custom',
        message: 'RINGFENCE_KEYS is not JSON: {"current":"k1","keys":{"k1":"<base64 of 32 bytes>"}}',
      });
      return z.NEVER;
    }
  })
  .pipe(z.object({ current: z.string().min(1).max(64), keys: z.record(z.string().min(1).max(64), z.string()) }));

/**
 * The installation's keys: RINGFENCE_KEYS seals (numbers, credentials, transcripts, Temporal payloads), old keys stay
 * readable; RINGFENCE_HMAC_KEY indexes numbers and cannot be rotated without writing every index anew.
 * @throws when a key is missing, of another length than 32 bytes, or when `current` names no key.
 */
export function createKeyring(sealingKeys: string, hmacKey: string): Keyring {
  const { current, keys } = keysSchema.parse(sealingKeys);
  const byId = new Map(
    Object.entries(keys).map(([id, base64]) => [id, thirtyTwoBytes(base64, `RINGFENCE_KEYS key "${id}"`)]),
  );
  const currentKey = byId.get(current);
  if (!currentKey) throw new Error(`RINGFENCE_KEYS: "current" names "${current}", which is not among its keys`);
  const indexKey = thirtyTwoBytes(hmacKey, 'RINGFENCE_HMAC_KEY');
  const nextNonce = createNonces();
  return {
    currentKeyId: current,
    seal(plain, context) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', currentKey, nonce);
      cipher.setAAD(Buffer.from(context));
      const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
      const end = cipher.final();
      return { keyId: current, data: Buffer.concat([nonce, body, end, cipher.getAuthTag()]) };
    },
    open({ keyId, data }, context) {
      const key = byId.get(keyId);
      if (!key) throw new Error(`sealed under key "${keyId}", which RINGFENCE_KEYS does not have: add the key again`);
      const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(data.subarray(data.length - 16));
      return Buffer.concat([decipher.update(data.subarray(12, data.length - 16)), decipher.final()]);
    },
    numberIndex: (number) => createHmac('sha256', indexKey).update(number).digest(),
  };
}

/** What each sealed column is bound to, so that a value cannot be moved to another column. */
export const SEAL = {
  number: 'number',
  credential: 'credential',
  transcript: 'transcript',
  rejectedCells: 'rejected-cells',
  payload: 'temporal-payload',
  optOutEvidence: 'opt-out-evidence',
  optOutLink: 'opt-out-link',
  optOutInbox: 'opt-out-inbox',
  personKey: 'person-key',
  signingKey: 'ledger-signing-key',
} as const;

const NONCE_BYTES = 12;

/** Nonces of 12 random bytes, each given once. A call for random bytes costs more than sealing a number: many at a time. */
function createNonces(): () => Buffer {
  let stock = Buffer.alloc(0);
  return () => {
    if (stock.length === 0) stock = randomBytes(512 * NONCE_BYTES);
    const nonce = stock.subarray(0, NONCE_BYTES);
    stock = stock.subarray(NONCE_BYTES);
    return nonce;
  };
}

/** A key object: OpenSSL sets one up once, a buffer anew for each number (four times the cost of sealing one). */
function thirtyTwoBytes(base64: string, name: string): KeyObject {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== 32) throw new Error(`${name} must be the base64 of 32 bytes, not of ${key.length}`);
  return createSecretKey(key);
}
