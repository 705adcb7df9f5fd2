import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { TenantId } from '../../domain/ids.ts';
import { unauthenticated } from '../http/problem.ts';
import type { Principal } from './principal.ts';

export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ISSUER = 'ringfence';

const Claims = z.object({
  sub: z.uuid(),
  tenant: z.uuid().transform((id) => id as TenantId),
  role: z.enum(['owner', 'manager', 'compliance', 'operator', 'viewer']),
});

/** A signed statement of who signed in, good for 15 minutes. */
export async function issueAccessToken(
  principal: Pick<Principal, 'tenantId' | 'id' | 'role'>,
  secret: Uint8Array,
  nowMs: number,
): Promise<{ token: string; expiresAt: string }> {
  const issued = Math.floor(nowMs / 1000);
  const token = await new SignJWT({ tenant: principal.tenantId, role: principal.role })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setSubject(principal.id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + ACCESS_TOKEN_SECONDS)
    .sign(secret);
  return { token, expiresAt: new Date((issued + ACCESS_TOKEN_SECONDS) * 1000).toISOString() };
}

/** @throws Problem 401 that says whether the token is expired or wrong. */
export async function readAccessToken(token: string, secret: Uint8Array, nowMs: number): Promise<Principal> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      issuer: ISSUER,
      algorithms: ['HS256'],
      currentDate: new Date(nowMs),
    });
    const claims = Claims.parse(payload);
    return { kind: 'user', tenantId: claims.tenant, id: claims.sub, role: claims.role, scopes: null };
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw unauthenticated(
        'The access token is over 15 minutes old. Ask for a new one: POST /api/v1/auth/refresh.',
        'token-expired',
      );
    }
    throw unauthenticated('The access token is not valid here. Sign in again.');
  }
}
