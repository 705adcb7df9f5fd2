import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { unauthenticated } from '../http/problem.ts';
import type { Principal } from './principal.ts';

/**
 * `rf_<tenant id, 32 hex digits>_<secret>`: the tenant travels in the key, so that the look-up happens inside it. The
 * secret has 256 bits of chance, which is why a plain SHA-256 keeps it safe at rest.
 */
export function newApiKey(tenantId: TenantId): { key: string; hash: Buffer; prefix: string } {
  const secret = randomBytes(32).toString('base64url');
  const key = `rf_${tenantId.replaceAll('-', '')}_${secret}`;
  return { key, hash: hashOf(key), prefix: secret.slice(0, 6) };
}

export function looksLikeApiKey(credential: string): boolean {
  return credential.startsWith('rf_');
}

/** @throws Problem 401 for a key that is unknown, revoked or expired. */
export async function readApiKey(key: string, database: Database): Promise<Principal> {
  const tenantId = tenantOf(key);
  if (!tenantId) throw refused();
  return database.inTenant(tenantId, async (tx) => {
    const [row] = await tx.query<{ id: string; role: Principal['role']; scopes: string[]; stale: boolean }>(
      `select id, role, scopes, last_used_at is null or last_used_at < now() - interval '1 minute' as stale
       from api_keys where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
      [hashOf(key)],
    );
    if (!row) throw refused();
    // Once a minute is enough to see which keys are in use, and spares a write per request.
    if (row.stale)
      await tx.query('update api_keys set last_used_at = now() where tenant_id = $1 and id = $2', [tenantId, row.id]);
    const scopes = row.scopes.length === 0 ? null : row.scopes;
    return { kind: 'api-key', tenantId, id: row.id, role: row.role, scopes };
  });
}

function tenantOf(key: string): TenantId | null {
  const match = /^rf_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[\w-]{20,100}$/.exec(key);
  return match ? (match.slice(1).join('-') as TenantId) : null;
}

export function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function refused() {
  return unauthenticated('The API key is unknown, revoked or expired. Make a new one under /api/v1/api-keys.');
}
