import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AgentId, CampaignId } from '../../domain/ids.ts';
import { tenantKey } from './columns.ts';

/** An agent of a campaign and its share of the calls. */
export const CampaignAgent = defineEntity({
  name: 'CampaignAgent',
  tableName: 'campaign_agents',
  properties: {
    tenantId: tenantKey(),
    campaignId: p.uuid().$type<CampaignId>().primary(),
    agentId: p.uuid().$type<AgentId>().primary(),
    share: p.integer().default(100),
  },
});
export type CampaignAgent = InferEntity<typeof CampaignAgent>;
