import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Database, Row, TenantTx } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';

export const REFRESH_DAYS = 30;
/** Two tabs, or a page that is reloaded, may send the same cookie at once. */
const AT_ONCE_SECONDS = 30;

/** The first token of a session. `<tenant id, 32 hex digits>.<secret>`: the look-up happens inside that tenant. */
export async function issueRefreshToken(tx: TenantTx, userId: string): Promise<string> {
  const token = `${prefixOf(tx.tenantId)}${randomBytes(32).toString('base64url')}`;
  await keep(tx, token, userId, randomUUID());
  return token;
}

export type Exchange =
  | { kind: 'exchanged'; token: string; userId: string }
  | { kind: 'refused'; reason: 'unknown' | 'expired' | 'reused' };

interface Known extends Row {
  id: string;
  user_id: string;
  family: string;
  used: boolean;
  moments_ago: boolean;
  followed: boolean;
  revoked: boolean;
  expired: boolean;
  disabled: boolean;
}

/**
 * One use a token, or several at once: within seconds of the first, while its successor has not been used, the same
 * successor is answered. Nobody gets a branch of their own: two who hold one token hold one successor, and the later to
 * use that is found out. Any other second use means that a thief is one of them: the whole family is revoked, and that
 * commits although the caller is refused. `key` makes the successor of a token out of reach for whoever holds the token.
 */
export async function exchangeRefreshToken(database: Database, token: string, key: Uint8Array): Promise<Exchange> {
  const tenantId = tenantOf(token);
  if (!tenantId) return { kind: 'refused', reason: 'unknown' };
  const successor = successorOf(token, tenantId, key);
  return database.inTenant(tenantId, async (tx): Promise<Exchange> => {
    await lockHolderOf(tx, token);
    const [row] = await tx.query<Known>(
      `select r.id, r.user_id, r.family, r.used_at is not null as used, r.revoked_at is not null as revoked,
         r.used_at > now() - make_interval(secs => $3) as moments_ago,
         exists (select 1 from refresh_tokens n where n.token_hash = $2 and n.used_at is not null) as followed,
         r.expires_at <= now() as expired, u.disabled_at is not null as disabled
       from refresh_tokens r join users u on u.tenant_id = r.tenant_id and u.id = r.user_id
       where r.token_hash = $1 for update of r`,
      [hashOf(token), hashOf(successor), AT_ONCE_SECONDS],
    );
    if (!row || row.revoked || row.disabled) return { kind: 'refused', reason: 'unknown' };
    const again: Exchange = { kind: 'exchanged', userId: row.user_id, token: successor };
    if (row.used && row.moments_ago && !row.followed) return again;
    if (row.used) {
      await revokeFamily(tx, row.family);
      return { kind: 'refused', reason: 'reused' };
    }
    if (row.expired) return { kind: 'refused', reason: 'expired' };
    await tx.query('update refresh_tokens set used_at = now() where tenant_id = $1 and id = $2', [tenantId, row.id]);
    await keep(tx, successor, row.user_id, row.family);
    return again;
  });
}

/** Ends the session that the token belongs to, here and wherever it was copied to. Unknown tokens are no error. */
export async function revokeRefreshToken(database: Database, token: string): Promise<void> {
  const tenantId = tenantOf(token);
  if (!tenantId) return;
  await database.inTenant(tenantId, async (tx) => {
    await lockHolderOf(tx, token);
    await tx.query(
      `update refresh_tokens set revoked_at = now() where revoked_at is null
         and family = (select family from refresh_tokens where token_hash = $1)`,
      [hashOf(token)],
    );
  });
}

/** Every session of one person: after a new password, or when they are disabled. */
export async function revokeSessionsOf(tx: TenantTx, userId: string): Promise<void> {
  await tx.query('select 1 from users where id = $1 for no key update', [userId]);
  await tx.query('update refresh_tokens set revoked_at = now() where user_id = $1 and revoked_at is null', [userId]);
}

/**
 * Whoever makes or ends tokens of a person does so one after the other: an update does not see a successor that is being
 * made beside it. The person is locked before any token, here as where people are changed.
 */
async function lockHolderOf(tx: TenantTx, token: string): Promise<void> {
  await tx.query(
    `select 1 from users u
     where exists (select 1 from refresh_tokens r where r.token_hash = $1 and r.tenant_id = u.tenant_id and r.user_id = u.id)
     for no key update of u`,
    [hashOf(token)],
  );
}

async function revokeFamily(tx: TenantTx, family: string): Promise<void> {
  await tx.query('update refresh_tokens set revoked_at = now() where family = $1 and revoked_at is null', [family]);
}

async function keep(tx: TenantTx, token: string, userId: string, family: string): Promise<void> {
  await tx.query(
    `insert into refresh_tokens (tenant_id, user_id, family, token_hash, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(days => $5))`,
    [tx.tenantId, userId, family, hashOf(token), REFRESH_DAYS],
  );
}

/** The same each time, so that it need not be stored in a form that could be read. */
function successorOf(token: string, tenantId: TenantId, key: Uint8Array): string {
  return prefixOf(tenantId) + createHmac('sha256', key).update(`refresh-token-after:${token}`).digest('base64url');
}

function prefixOf(tenantId: TenantId): string {
  return `${tenantId.replaceAll('-', '')}.`;
}

export function tenantOf(token: string): TenantId | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.[\w-]{20,100}$/.exec(token);
  return match ? (match.slice(1).join('-') as TenantId) : null;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
