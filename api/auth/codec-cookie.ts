import { jwtVerify, SignJWT } from 'jose';
import type { Request } from 'express';
import { z } from 'zod';
import type { TenantId } from '../../domain/ids.ts';

const NAME = 'ringfence_codec';
const PATH = '/temporal-codec';
const AUDIENCE = 'temporal-codec';
const HOURS = 12;

/**
 * The Temporal UI sends no header of ours to a codec server, but cookies it sends (“include cross-origin credentials”).
 * This one opens nothing but the codec endpoint, and whoever holds it is looked up again at each use.
 */
export async function codecCookie(
  user: { id: string; tenantId: TenantId },
  secret: Uint8Array,
  secure: boolean,
  nowMs: number,
): Promise<string> {
  const issued = Math.floor(nowMs / 1000);
  const token = await new SignJWT({ tenant: user.tenantId })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(AUDIENCE)
    .setSubject(user.id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + HOURS * 3600)
    .sign(secret);
  return `${NAME}=${token}; Path=${PATH}; Max-Age=${HOURS * 3600}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

const Claims = z.object({ sub: z.uuid(), tenant: z.uuid().transform((id) => id as TenantId) });

/** Null without a cookie, or with one that is not ours or over. */
export async function readCodecCookie(
  request: Request,
  secret: Uint8Array,
  nowMs: number,
): Promise<{ id: string; tenantId: TenantId } | null> {
  const cookie = (request.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim().split('=', 2))
    .find(([name]) => name === NAME)?.[1];
  if (!cookie) return null;
  try {
    const { payload } = await jwtVerify(cookie, secret, {
      audience: AUDIENCE,
      algorithms: ['HS256'],
      currentDate: new Date(nowMs),
    });
    const claims = Claims.parse(payload);
    return { id: claims.sub, tenantId: claims.tenant };
  } catch {
    return null;
  }
}
