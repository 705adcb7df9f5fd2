import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { CampaignId } from '../../domain/ids.ts';
import { tenantKey } from './columns.ts';

/** A list that a campaign dials. */
export const CampaignList = defineEntity({
  name: 'CampaignList',
  tableName: 'campaign_lists',
  properties: {
    tenantId: tenantKey(),
    campaignId: p.uuid().$type<CampaignId>().primary(),
    listId: p.uuid().primary(),
  },
});
export type CampaignList = InferEntity<typeof CampaignList>;
