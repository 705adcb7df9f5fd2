import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AgentId, AttemptId, CampaignId, LeadId, TenantId, TrunkId } from '../../domain/ids.ts';
import { insertedAt } from './columns.ts';

/** Held by a live attempt; never expires by time. */
export const Lease = defineEntity({
  name: 'Lease',
  tableName: 'leases',
  properties: {
    attemptId: p.uuid().$type<AttemptId>().primary(),
    tenantId: p.uuid().$type<TenantId>(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    leadId: p.uuid().$type<LeadId>().nullable(),
    personId: p.uuid().nullable(),
    agentId: p.uuid().$type<AgentId>(),
    trunkId: p.uuid().$type<TrunkId>(),
    numberHmac: p.blob().$type<Buffer>(),
    media: p.boolean(),
    acquiredAt: insertedAt(),
  },
});
export type Lease = InferEntity<typeof Lease>;
