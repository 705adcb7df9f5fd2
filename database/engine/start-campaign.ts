import type { CampaignId, TenantId } from '../../domain/ids.ts';
import { type CampaignInput, QUEUES, searchAttributes, workflowIds, WORKFLOWS } from '../../workflows/contract.ts';
import type { OutboxEffect } from './outbox.ts';

/** Starts the campaign's workflow; one that runs already is left alone. */
export function startCampaignEffect(tenantId: TenantId, campaignId: CampaignId): OutboxEffect {
  const input: CampaignInput = { tenantId, campaignId };
  return {
    kind: 'start-workflow',
    payload: {
      workflowType: WORKFLOWS.campaign,
      workflowId: workflowIds.campaign(campaignId),
      taskQueue: QUEUES.campaigns,
      args: [input],
      reuse: 'allow',
      searchAttributes: {
        [searchAttributes.tenant.name]: tenantId,
        [searchAttributes.campaign.name]: campaignId,
        [searchAttributes.state.name]: 'running',
      },
    },
  };
}
