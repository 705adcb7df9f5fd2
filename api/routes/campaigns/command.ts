import type { TenantTx } from '../../../database/connect.ts';
import { addEvents } from '../../../database/engine/add-events.ts';
import { addToOutbox, type OutboxEffect } from '../../../database/engine/outbox.ts';
import { startCampaignEffect } from '../../../database/engine/campaign-effects.ts';
import type { CampaignId } from '../../../domain/ids.ts';
import type { CampaignStatus } from '../../../domain/vocabulary.ts';
import type { CampaignCommand } from '../../../workflows/contract.ts';
import { campaignCommand, workflowIds } from '../../../workflows/contract.ts';
import type { CampaignRow } from './campaign-row.ts';

/**
 * The brake: status and revision in Postgres, which claim and dial obey even while Temporal is down. The workflow hears of
 * it through the outbox, in the same transaction.
 * @returns ids of outbox rows to deliver once this commits.
 */
export async function moveCampaign(
  tx: TenantTx,
  row: CampaignRow,
  to: CampaignStatus,
  by: string,
  nowMs: number,
  effects: (revision: number) => OutboxEffect[],
): Promise<string[]> {
  const revision = row.revision + 1;
  await tx.query(
    `update campaigns set status = $3, revision = $4, updated_at = $5,
       started_at = case when $3 = 'running' and status <> 'paused' then $5 else started_at end,
       finished_at = case when $3 = 'stopped' and status <> 'archived' then $5 when $3 = 'running' then null else finished_at end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, row.id, to, revision, new Date(nowMs)],
  );
  await addEvents(tx, nowMs, [{ type: 'campaign.status', campaignId: row.id, data: { from: row.status, to, by } }]);
  const outbox: string[] = [];
  for (const effect of effects(revision)) outbox.push(await addToOutbox(tx, nowMs, effect));
  return outbox;
}

/** Starts the campaign's workflow; one that runs already is left alone. */
export function startEffect(tx: TenantTx, campaignId: string): OutboxEffect {
  return startCampaignEffect(tx.tenantId, campaignId as CampaignId);
}

/** An update of the running workflow. The same revision twice is one command. */
export function commandEffect(campaignId: string, command: CampaignCommand): OutboxEffect {
  return {
    kind: 'update',
    payload: {
      workflowId: workflowIds.campaign(campaignId),
      name: campaignCommand.name,
      arg: command,
      updateId: `${command.kind}-${command.revision}`,
    },
  };
}
