import type { AgentId, CampaignId, TenantId, TrunkId } from '../../domain/ids.ts';

/** Fixed, so that seeding twice finds what the first time made. */
const id = (last: string) => `01900000-0000-7000-8000-${last.padStart(12, '0')}`;

export const DEMO = {
  tenantId: id('de0') as TenantId,
  ownerId: id('de1'),
  trunks: { loopback: id('de10') as TrunkId, fake: id('de11') as TrunkId },
  agents: {
    sales: id('de20') as AgentId,
    support: id('de21') as AgentId,
    greeting: id('de22') as AgentId,
  },
  phoneNumberId: id('de30'),
  listId: id('de40'),
  campaignId: id('de50') as CampaignId,
  suppressionId: id('de60'),
} as const;
