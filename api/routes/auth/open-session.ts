import type { TenantTx } from '../../../database/connect.ts';
import type { TenantId } from '../../../domain/ids.ts';
import { issueAccessToken } from '../../auth/access-tokens.ts';
import { codecCookie } from '../../auth/codec-cookie.ts';
import { permits } from '../../auth/policy.ts';
import { issueRefreshToken } from '../../auth/refresh-tokens.ts';
import type { Session, UserRole } from '../../contract/auth.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { refreshCookie } from './refresh-cookie.ts';

/** Somebody whose password, cookie or set-up code was just found good. */
export type SignedIn = { tenant_id: TenantId; id: string; email: string; name: string; role: UserRole };

/** Writes down the first refresh token of a new session. @returns the token, for `sessionAnswer` */
export async function beginSession(tx: TenantTx, userId: string): Promise<string> {
  await tx.query('update users set last_sign_in_at = now() where tenant_id = $1 and id = $2', [tx.tenantId, userId]);
  return issueRefreshToken(tx, userId);
}

/**
 * Body and cookies of an answer that lets somebody in: an access token, the refresh token, and for those who may see
 * payloads the cookie that the Temporal UI sends to the codec endpoint.
 */
export async function sessionAnswer(
  user: SignedIn,
  refreshToken: string,
  deps: ApiDependencies,
): Promise<{ body: Session; headers: { 'set-cookie': string[] } }> {
  const { jwtSecret } = deps.config;
  const { token, expiresAt } = await issueAccessToken(
    { tenantId: user.tenant_id, id: user.id, role: user.role },
    jwtSecret,
    deps.now(),
  );
  const cookies = [refreshCookie(refreshToken, isSecure(deps))];
  if (permits({ role: user.role, scopes: null }, 'temporal:decode').allowed) {
    cookies.push(await codecCookie({ id: user.id, tenantId: user.tenant_id }, jwtSecret, isSecure(deps), deps.now()));
  }
  const { id, tenant_id: tenantId, email, name, role } = user;
  return {
    body: { accessToken: token, expiresAt, user: { id, tenantId, email, name, role } },
    headers: { 'set-cookie': cookies },
  };
}

/** Whether people reach this installation over TLS, so that cookies may ask for it. */
export function isSecure(deps: ApiDependencies): boolean {
  return deps.config.publicUrl.startsWith('https:');
}
