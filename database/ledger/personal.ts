import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/ledger/canonical-json.ts';
import { type Keyring, SEAL } from '../../keyring/keyring.ts';
import type { TenantTx } from '../connect.ts';

declare const sealed: unique symbol;
/** Personal data under its person's key: nonce (12 bytes), AES-256-GCM ciphertext, tag (16 bytes). */
export interface SealedPersonal {
  readonly data: Buffer;
  readonly [sealed]: true;
}

/**
 * Seals personal data for an entry of the ledger under the person's own key, which is made when there is none. Erasing
 * the person deletes the key: the entry stays and proves what it proved, and says nothing about anybody any more.
 */
export async function sealPersonal(
  tx: TenantTx,
  keyring: Keyring,
  personId: string,
  value: Json,
): Promise<SealedPersonal> {
  const key = (await readKey(tx, keyring, personId)) ?? (await makeKey(tx, keyring, personId));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(personId));
  const body = cipher.update(canonicalJson(value), 'utf8');
  // The one place that may say so.
  return { data: Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]) } as SealedPersonal;
}

/** What was sealed, or null once the person is erased. */
export async function openPersonal(tx: TenantTx, keyring: Keyring, personId: string, data: Buffer): Promise<unknown> {
  const key = await readKey(tx, keyring, personId);
  if (!key) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12)).setAAD(Buffer.from(personId));
  decipher.setAuthTag(data.subarray(-16));
  const plain = Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
  return JSON.parse(plain.toString('utf8'));
}

async function readKey(tx: TenantTx, keyring: Keyring, personId: string): Promise<Buffer | null> {
  const [row] = await tx.query<{ key_enc: Buffer; key_id: string }>(
    'select key_enc, key_id from person_keys where tenant_id = $1 and person_id = $2',
    [tx.tenantId, personId],
  );
  return row ? keyring.open({ data: row.key_enc, keyId: row.key_id }, SEAL.personKey) : null;
}

async function makeKey(tx: TenantTx, keyring: Keyring, personId: string): Promise<Buffer> {
  const { data, keyId } = keyring.seal(randomBytes(32), SEAL.personKey);
  await tx.query(
    `insert into person_keys (tenant_id, person_id, key_enc, key_id)
     select $1, $2, $3, $4 from persons where tenant_id = $1 and id = $2 and erased_at is null
     on conflict (tenant_id, person_id) do nothing`,
    [tx.tenantId, personId, data, keyId],
  );
  const key = await readKey(tx, keyring, personId);
  if (!key) throw new Error('the person is erased or was never here: nothing personal can be kept about them');
  return key;
}
