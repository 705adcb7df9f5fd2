import type { Keyring } from '../../keyring/keyring.ts';
import { createSigningKey, openSigner, type Signer, type StoredSigningKey } from '../../ledger/signing.ts';
import type { PublicKey } from '../../ledger/verify/head.ts';
import type { Row, TenantTx } from '../connect.ts';

type KeyRow = {
  id: string;
  public_key: Buffer;
  private_enc: Buffer;
  key_id: string;
  endorsed_by: string | null;
  endorsement: Buffer | null;
  created_at: Date;
};

/** A signing key is followed by a new one after this. */
const LONGEST_USE_MS = 366 * 86_400_000;

/**
 * The key that signs now. The first is made when there is none; a new one, endorsed by the one before, when that is a
 * year old or when the installation's sealing key was changed since.
 */
export async function currentSigner(tx: Pick<TenantTx, 'query'>, keyring: Keyring, nowMs: number): Promise<Signer> {
  const found = await newest(tx);
  if (found && !isDue(found, keyring, nowMs)) return openSigner(keyring, storedKey(found));
  // Two workers that start at once make one key.
  await tx.query(`select pg_advisory_xact_lock(hashtext('ledger_signing_keys'))`);
  const latest = await newest(tx);
  const before = latest ? openSigner(keyring, storedKey(latest)) : null;
  if (latest && before && !isDue(latest, keyring, nowMs)) return before;
  const made = createSigningKey(keyring, before);
  // Above the one before, though this clock may be behind the one that dated it: the newest key is the one that signs.
  const madeMs = Math.max(nowMs, (latest?.created_at.getTime() ?? 0) + 1);
  await tx.query(
    `insert into ledger_signing_keys (id, public_key, private_enc, key_id, endorsed_by, endorsement, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [made.id, made.publicKey, made.privateEnc, made.keyId, made.endorsedBy, made.endorsement, new Date(madeMs)],
  );
  return openSigner(keyring, made);
}

/** Every key that ever signed, oldest first. Public halves only. */
export async function publicKeys(tx: { query<R extends Row>(sql: string): Promise<R[]> }): Promise<PublicKey[]> {
  const rows = await tx.query<Omit<KeyRow, 'private_enc' | 'key_id'>>(
    'select id, public_key, endorsed_by, endorsement, created_at from ledger_signing_keys order by created_at, id',
  );
  return rows.map((row) => ({
    id: row.id,
    publicKey: row.public_key.toString('base64'),
    createdAt: row.created_at.toISOString(),
    endorsedBy: row.endorsed_by,
    endorsement: row.endorsement?.toString('base64') ?? null,
  }));
}

async function newest(tx: Pick<TenantTx, 'query'>): Promise<KeyRow | undefined> {
  const [row] = await tx.query<KeyRow>('select * from ledger_signing_keys order by created_at desc, id desc limit 1');
  return row;
}

function isDue(row: KeyRow, keyring: Keyring, nowMs: number): boolean {
  return row.key_id !== keyring.currentKeyId || nowMs - row.created_at.getTime() > LONGEST_USE_MS;
}

function storedKey(row: KeyRow): StoredSigningKey {
  return {
    id: row.id,
    publicKey: row.public_key,
    privateEnc: row.private_enc,
    keyId: row.key_id,
    endorsedBy: row.endorsed_by,
    endorsement: row.endorsement,
  };
}
