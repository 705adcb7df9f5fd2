import type { TenantTx } from '../../database/connect.ts';
import { unauthenticated } from '../http/problem.ts';
import type { Principal } from './principal.ts';

/**
 * Whether who was let in may still be here: a key that is neither revoked nor expired, a person who is neither disabled
 * nor in another role by now. An access token says what was true when it was signed, up to 15 minutes ago.
 */
export async function isStanding(tx: TenantTx, { kind, id, role }: Principal): Promise<boolean> {
  const found =
    kind === 'api-key'
      ? await tx.query(
          `select 1 from api_keys
           where tenant_id = $1 and id = $2 and revoked_at is null and (expires_at is null or expires_at > now())`,
          [tx.tenantId, id],
        )
      : await tx.query('select 1 from users where tenant_id = $1 and id = $2 and role = $3 and disabled_at is null', [
          tx.tenantId,
          id,
          role,
        ]);
  return found.length > 0;
}

/** @throws Problem 401 for a person who was disabled or given another role since the token was signed. */
export async function requireStanding(tx: TenantTx, principal: Principal): Promise<void> {
  if (await isStanding(tx, principal)) return;
  throw unauthenticated('Your account was disabled or has another role now. Sign in again.');
}
