import type { TenantId } from '../../../domain/ids.ts';
import { type Keyring, SEAL } from '../../../keyring/keyring.ts';

/** What a link says to whoever has the installation's keys, and to nobody else. */
export interface OptOutLinkContent {
  tenantId: TenantId;
  numberHmac: Buffer;
  tail: string;
  expiresAt: number;
}

const BYTES = 16 + 32 + 1 + 4;

/**
 * A link's token: tenant, index of the number, its last two digits and an end, sealed with AES-256-GCM under a named key.
 * It cannot be read, guessed or altered, needs no row, and outlives the lead: who was erased may still refuse.
 */
export function writeLinkToken(keyring: Keyring, content: OptOutLinkContent): string {
  const plain = Buffer.alloc(BYTES);
  Buffer.from(content.tenantId.replaceAll('-', ''), 'hex').copy(plain, 0);
  content.numberHmac.copy(plain, 16);
  plain.writeUInt8(Number(content.tail), 48);
  plain.writeUInt32BE(Math.floor(content.expiresAt / 1000), 49);
  const { data, keyId } = keyring.seal(plain, SEAL.optOutLink);
  return `${Buffer.from(keyId).toString('base64url')}.${data.toString('base64url')}`;
}

/** Null for what this installation never wrote, or wrote under a key it no longer has. */
export function readLinkToken(keyring: Keyring, token: string): OptOutLinkContent | null {
  const [keyId, data, rest] = token.split('.');
  if (keyId === undefined || data === undefined || rest !== undefined || token.length > 300) return null;
  try {
    const sealed = { keyId: Buffer.from(keyId, 'base64url').toString(), data: Buffer.from(data, 'base64url') };
    const plain = keyring.open(sealed, SEAL.optOutLink);
    const hex = plain.toString('hex', 0, 16);
    const tenantId = [8, 4, 4, 4, 12].reduce<string[]>((parts, length) => {
      const from = parts.join('').length;
      return [...parts, hex.slice(from, from + length)];
    }, []);
    return {
      // Sealed by this installation: it was a tenant's id then.
      tenantId: tenantId.join('-') as TenantId,
      numberHmac: plain.subarray(16, 48),
      tail: String(plain.readUInt8(48)).padStart(2, '0'),
      expiresAt: plain.readUInt32BE(49) * 1000,
    };
  } catch {
    return null;
  }
}
