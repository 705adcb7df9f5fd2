import { callHangUp, workflowIds } from '../../workflows/contract.ts';
import { addToOutbox } from '../../database/engine/outbox.ts';
import type { CampaignId, TenantId } from '../../domain/ids.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import type { EngineDeps } from '../deps.ts';

/**
 * Asks every call of the campaign to end: planned ones are cancelled, ringing and live ones hung up by their workflows. A
 * call whose workflow is missing is ended by the reconciler. Safe to repeat.
 */
export async function hangUpCampaign(
  deps: Pick<EngineDeps, 'database' | 'clock' | 'temporal'>,
  { tenantId, campaignId, reason }: { tenantId: TenantId; campaignId: CampaignId; reason: 'campaign-stopped' },
): Promise<{ live: number }> {
  const outbox = await deps.database.inTenant(tenantId, async (tx) => {
    const live = await tx.query<{ attempt_id: string }>(
      `select attempt_id from leases where tenant_id = $1 and campaign_id = $2`,
      [tenantId, campaignId],
    );
    const ids: string[] = [];
    for (const { attempt_id } of live) {
      const payload = { workflowId: workflowIds.call(attempt_id), name: callHangUp.name, args: [{ reason }] };
      ids.push(await addToOutbox(tx, deps.clock.now(), { kind: 'signal', payload }));
    }
    return ids;
  });
  await deliverOutbox(deps, tenantId, outbox);
  return { live: outbox.length };
}
