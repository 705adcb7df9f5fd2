import { WorkflowNotFoundError } from '@temporalio/client';
import { addToOutbox } from '../../database/engine/outbox.ts';
import { allTenants } from '../../database/engine/reconcile-rows.ts';
import { startCampaignEffect } from '../../database/engine/campaign-effects.ts';
import type { CampaignId, TenantId } from '../../domain/ids.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import { workflowIds, WORKFLOWS } from '../../workflows/contract.ts';
import type { EngineDeps } from '../deps.ts';

/** A campaign that changed more recently has its start in the outbox, or its workflow is about to end. */
const SETTLED_MS = MINUTE_MS;

/**
 * Gives a workflow back to campaigns that should have one: Temporal was emptied or restored, a workflow failed, or a
 * start met the last moment of the run before, which counted as running still. Returns how many were started.
 */
export async function reviveCampaigns(deps: EngineDeps): Promise<number> {
  const orphans: { tenantId: TenantId; campaignId: CampaignId }[] = [];
  const running = await runningCampaigns(deps);
  for (const tenantId of await allTenants(deps.database)) {
    for (const campaignId of await activeCampaigns(deps, tenantId)) {
      if (running.has(workflowIds.campaign(campaignId)) || !(await isOver(deps, campaignId))) continue;
      orphans.push({ tenantId, campaignId });
    }
  }
  for (const { tenantId, campaignId } of orphans) {
    const id = await deps.database.inTenant(tenantId, (tx) =>
      addToOutbox(tx, deps.clock.now(), startCampaignEffect(tenantId, campaignId)),
    );
    await deliverOutbox(deps, tenantId, [id]);
    deps.logger.warn({ campaignId }, 'a campaign without a workflow was started again');
  }
  return orphans.length;
}

async function activeCampaigns({ database, clock }: EngineDeps, tenantId: TenantId): Promise<CampaignId[]> {
  const rows = await database.inTenant(tenantId, (tx) =>
    tx.query<{ id: CampaignId }>(
      `select id from campaigns where tenant_id = $1 and status in ('running', 'stopping') and updated_at < $2`,
      [tenantId, new Date(clock.now() - SETTLED_MS)],
    ),
  );
  return rows.map((row) => row.id);
}

/** The listing lags a little: what it does not name is asked for by id. */
async function runningCampaigns({ temporal }: EngineDeps): Promise<Set<string>> {
  const running = new Set<string>();
  const query = `WorkflowType = '${WORKFLOWS.campaign}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of temporal.workflow.list({ query })) running.add(workflowId);
  return running;
}

/** Missing, or closed for a while: one that fails again and again is not started at every sweep. */
async function isOver({ temporal, clock }: EngineDeps, campaignId: CampaignId): Promise<boolean> {
  try {
    const { status, closeTime } = await temporal.workflow.getHandle(workflowIds.campaign(campaignId)).describe();
    if (status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW') return false;
    return closeTime !== undefined && clock.now() - closeTime.getTime() > SETTLED_MS;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return true;
    throw error;
  }
}
