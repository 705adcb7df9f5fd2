import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Database, TenantTx } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';

export const REFRESH_DAYS = 30;
/** Two tabs, or a page that is reloaded, may send the same cookie at once. */
const AT_ONCE_SECONDS = 30;

/** `<tenant id, 32 hex digits>.<secret>`: the tenant travels along, so that the look-up happens inside it. */
export async function issueRefreshToken(tx: TenantTx, userId: string, family: string = randomUUID()): Promise<string> {
  const token = `${tx.tenantId.replaceAll('-', '')}.${randomBytes(32).toString('base64url')}`;
  await tx.query(
    `insert into refresh_tokens (tenant_id, user_id, family, token_hash, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(days => $5))`,
    [tx.tenantId, userId, family, hashOf(token), REFRESH_DAYS],
  );
  return token;
}

export type Exchange =
  | { kind: 'exchanged'; token: string; userId: string }
  | { kind: 'refused'; reason: 'unknown' | 'expired' | 'reused' };

/**
 * One use a token, or several at once: within seconds of the first, while nothing that came of it has been used. Any other
 * second use means that two hold it, one of them a thief: the whole family is revoked, and that commits although the
 * caller is refused.
 */
export async function exchangeRefreshToken(database: Database, token: string): Promise<Exchange> {
  const tenantId = tenantOf(token);
  if (!tenantId) return { kind: 'refused', reason: 'unknown' };
  return database.inTenant(tenantId, async (tx): Promise<Exchange> => {
    const [row] = await tx.query<{
      id: string;
      user_id: string;
      family: string;
      used: boolean;
      at_once: boolean;
      revoked: boolean;
      expired: boolean;
      disabled: boolean;
    }>(
      `select r.id, r.user_id, r.family, r.used_at is not null as used, r.revoked_at is not null as revoked,
         r.used_at > now() - make_interval(secs => $2) and not exists (
           select 1 from refresh_tokens n where n.tenant_id = r.tenant_id and n.family = r.family
             and n.created_at >= r.used_at and n.used_at is not null) as at_once,
         r.expires_at <= now() as expired, u.disabled_at is not null as disabled
       from refresh_tokens r join users u on u.tenant_id = r.tenant_id and u.id = r.user_id
       where r.token_hash = $1 for update of r`,
      [hashOf(token), AT_ONCE_SECONDS],
    );
    if (!row || row.revoked || row.disabled) return { kind: 'refused', reason: 'unknown' };
    if (row.used && !row.at_once) {
      await revokeFamily(tx, row.family);
      return { kind: 'refused', reason: 'reused' };
    }
    if (row.expired) return { kind: 'refused', reason: 'expired' };
    await tx.query('update refresh_tokens set used_at = coalesce(used_at, now()) where tenant_id = $1 and id = $2', [
      tenantId,
      row.id,
    ]);
    return { kind: 'exchanged', userId: row.user_id, token: await issueRefreshToken(tx, row.user_id, row.family) };
  });
}

/** Ends the session that the token belongs to, here and wherever it was copied to. Unknown tokens are no error. */
export async function revokeRefreshToken(database: Database, token: string): Promise<void> {
  const tenantId = tenantOf(token);
  if (!tenantId) return;
  await database.inTenant(tenantId, (tx) =>
    tx.query(
      `update refresh_tokens set revoked_at = now() where revoked_at is null
         and family = (select family from refresh_tokens where token_hash = $1)`,
      [hashOf(token)],
    ),
  );
}

/** Every session of one person: after a new password, or when they are disabled. */
export async function revokeSessionsOf(tx: TenantTx, userId: string): Promise<void> {
  await tx.query('update refresh_tokens set revoked_at = now() where user_id = $1 and revoked_at is null', [userId]);
}

async function revokeFamily(tx: TenantTx, family: string): Promise<void> {
  await tx.query('update refresh_tokens set revoked_at = now() where family = $1 and revoked_at is null', [family]);
}

export function tenantOf(token: string): TenantId | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.[\w-]{20,100}$/.exec(token);
  return match ? (match.slice(1).join('-') as TenantId) : null;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
