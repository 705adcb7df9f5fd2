import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { ApiDependencies } from '../dependencies.ts';
import { unauthenticated } from '../http/problem.ts';
import { readAccessToken } from './access-tokens.ts';
import { looksLikeApiKey, readApiKey } from './api-keys.ts';
import type { Principal } from './principal.ts';
import { requireStanding } from './standing.ts';

/**
 * Reads `Authorization: Bearer` (access token or API key) or `X-API-Key`. Keys and people are looked up each time, so that
 * revoking and disabling take hold at the next request. @throws Problem 401.
 */
export async function authenticate(request: Request, deps: ApiDependencies): Promise<Principal> {
  const credential = credentialOf(request);
  if (credential === null) {
    throw unauthenticated('Send `Authorization: Bearer <access token or API key>` or `X-API-Key: <API key>`.');
  }
  if (looksLikeApiKey(credential)) return readApiKey(credential, deps.database);
  const principal = await readAccessToken(credential, deps.config.jwtSecret, deps.now());
  await deps.database.inTenant(principal.tenantId, (tx) => requireStanding(tx, principal));
  return principal;
}

/** The installation's own processes. @throws Problem 401. */
export function requireToken(request: Request, token: string): void {
  const credential = credentialOf(request);
  if (credential === null || !sameSecret(credential, token)) {
    throw unauthenticated(
      'This route is for the installation’s own processes: send `Authorization: Bearer WORKER_TOKEN`.',
    );
  }
}

function credentialOf(request: Request): string | null {
  const header = request.get('authorization');
  if (header !== undefined) return /^Bearer +(\S+)$/i.exec(header)?.[1] ?? null;
  return request.get('x-api-key') ?? null;
}

function sameSecret(left: string, right: string): boolean {
  // Hashes have one length, which timingSafeEqual asks for.
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}
