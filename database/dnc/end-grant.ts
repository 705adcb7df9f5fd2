import type { TenantId } from '../../domain/ids.ts';
import type { TenantTx } from '../connect.ts';
import { addEvents } from '../engine/add-events.ts';
import { inOtherTenant } from '../in-other-tenant.ts';
import { appendLedger } from '../ledger/append.ts';

export interface Grant {
  id: string;
  /** Who was granted it. */
  tenantId: TenantId;
  list: string;
  listId: string;
  /** It was taken up: calls were asked against the list. */
  accepted: boolean;
}

/**
 * Ends another tenant's access to the caller's own list. From then on that tenant's calls that need it wait, so its own
 * ledger and timeline say why, in the same transaction; who of the other tenant decided is not its business. False: it
 * had ended.
 */
export async function endGrant(tx: TenantTx, grant: Grant, { by, nowMs }: { by: string; nowMs: number }) {
  const [done] = await tx.query<{ ended: boolean }>('select end_dnc_grant($1, $2) as ended', [grant.id, by]);
  if (!done?.ended) return false;
  const { list, listId, id: subscriptionId } = grant;
  if (grant.accepted)
    await inOtherTenant(tx, grant.tenantId, async (other) => {
      const body = { what: 'access-ended', list, listId, subscriptionId };
      await appendLedger(other, nowMs, [{ kind: 'list-activation', actor: ACTOR, body }]);
      await addEvents(other, nowMs, [{ type: 'dnc.list-access-ended', data: { list, by: ACTOR } }]);
    });
  return true;
}

const ACTOR = 'list-owner';
