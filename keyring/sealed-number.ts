import type { E164 } from '../domain/ids.ts';
import { type Keyring, type Sealed, SEAL } from './keyring.ts';

/** A telephone number as tables keep it: sealed, found again by its index, its last two digits for people to see. */
export interface SealedNumber {
  numberHmac: Buffer;
  number: Sealed;
  tail: string;
}

export function sealNumber(keyring: Pick<Keyring, 'seal' | 'numberIndex'>, e164: E164): SealedNumber {
  return { numberHmac: keyring.numberIndex(e164), number: keyring.seal(e164, SEAL.number), tail: e164.slice(-2) };
}

/** Opens the columns of a row. Where `number_enc` may be null, an entry may be known by its index alone. */
export function openNumber(keyring: Pick<Keyring, 'open'>, row: { number_enc: Buffer; key_id: string }): E164;
export function openNumber(
  keyring: Pick<Keyring, 'open'>,
  row: { number_enc: Buffer | null; key_id: string | null },
): E164 | null;
export function openNumber(
  keyring: Pick<Keyring, 'open'>,
  { number_enc: data, key_id: keyId }: { number_enc: Buffer | null; key_id: string | null },
): E164 | null {
  if (data === null || keyId === null) return null;
  return keyring.open({ keyId, data }, SEAL.number).toString('utf8') as E164;
}
