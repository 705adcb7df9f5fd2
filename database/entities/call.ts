import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AgentId, AttemptId, CampaignId, LeadId } from '../../domain/ids.ts';
import type { CallEndReason, CallKind, CallState, Disposition } from '../../domain/vocabulary.ts';
import { instant, jsonArray, jsonObject, tenantKey } from './columns.ts';

/** One conversation. An outbound call has its attempt's id. Partitioned by month. */
export const Call = defineEntity({
  name: 'Call',
  tableName: 'calls',
  properties: {
    tenantId: tenantKey(),
    id: p.uuid().$type<AttemptId>().primary(),
    kind: p.text().$type<CallKind>(),
    direction: p.text().$type<'inbound' | 'outbound'>(),
    agentId: p.uuid().$type<AgentId>(),
    agentVersion: p.integer().nullable(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    leadId: p.uuid().$type<LeadId>().nullable(),
    numberHmac: p.blob().$type<Buffer>().nullable(),
    numberTail: p.text().nullable(),
    state: p.text().$type<CallState>().default('planned'),
    dueAt: instant(),
    answeredAt: instant().nullable(),
    endedAt: instant().nullable(),
    disposition: p.text().$type<Disposition>().nullable(),
    endReason: p.text().$type<CallEndReason>().nullable(),
    endError: p.text().nullable(),
    talkMs: p.integer().nullable(),
    firstAudioMs: p.integer().nullable(),
    turnCount: p.integer().default(0),
    room: p.text().nullable(),
    facts: jsonObject(),
    disclosures: jsonArray(),
  },
});
export type Call = InferEntity<typeof Call>;
