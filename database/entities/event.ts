import { defineEntity, type InferEntity, p, sql } from '@mikro-orm/postgresql';
import type { AgentId, CampaignId, LeadId } from '../../domain/ids.ts';
import { generatedKey, insertedAt, jsonObject, tenantKey } from './columns.ts';

/** What happened, in order: timeline and source of live streams. Appended, never changed. Partitioned by month. */
export const Event = defineEntity({
  name: 'Event',
  tableName: 'events',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    xid: p.text().columnType('xid8').default(sql`pg_current_xact_id()`),
    at: insertedAt(),
    type: p.text(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    leadId: p.uuid().$type<LeadId>().nullable(),
    callId: p.uuid().nullable(),
    importId: p.uuid().nullable(),
    agentId: p.uuid().$type<AgentId>().nullable(),
    data: jsonObject(),
  },
});
export type Event = InferEntity<typeof Event>;
