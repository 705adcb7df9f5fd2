import type { CampaignId, TenantId } from '../../domain/ids.ts';
import {
  type CampaignInput,
  campaignWake,
  QUEUES,
  searchAttributes,
  workflowIds,
  WORKFLOWS,
} from '../../workflows/contract.ts';
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

/** Has a campaign look now at what it would find at its next tick. One that does not run is left alone. */
export function wakeCampaignEffect(campaignId: string): OutboxEffect {
  return {
    kind: 'signal',
    payload: { workflowId: workflowIds.campaign(campaignId), name: campaignWake.name, args: [] },
  };
}
