import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AgentId, AttemptId, CampaignId, E164, LeadId, TrunkId } from '../../domain/ids.ts';
import type { AttemptState, CarrierName, Disposition } from '../../domain/vocabulary.ts';
import { insertedAt, instant, tenantKey } from './columns.ts';

/** One dial of one number: the intent, what happened, how it ended. Partitioned by month. */
export const Attempt = defineEntity({
  name: 'Attempt',
  tableName: 'attempts',
  properties: {
    tenantId: tenantKey(),
    id: p.uuid().$type<AttemptId>().primary(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    leadId: p.uuid().$type<LeadId>().nullable(),
    personId: p.uuid().nullable(),
    agentId: p.uuid().$type<AgentId>(),
    trunkId: p.uuid().$type<TrunkId>(),
    carrier: p.text().$type<CarrierName>(),
    launchId: p.uuid().nullable(),
    phonePosition: p.smallint().default(0),
    numberHmac: p.blob().$type<Buffer>(),
    numberEnc: p.blob().$type<Buffer>(),
    keyId: p.text(),
    fromNumber: p.text().$type<E164>().nullable(),
    attemptNumber: p.integer().default(1),
    state: p.text().$type<AttemptState>().default('leased'),
    dueAt: instant(),
    intendedAt: insertedAt(),
    room: p.text(),
    dialStartedAt: instant().nullable(),
    ringingAt: instant().nullable(),
    answeredAt: instant().nullable(),
    endedAt: instant().nullable(),
    fencedAt: instant().nullable(),
    fenceReason: p.text().nullable(),
    disposition: p.text().$type<Disposition>().nullable(),
    reason: p.text().nullable(),
    reasonFacts: p.json().$type<Record<string, unknown>>().nullable(),
    sipStatus: p.integer().nullable(),
    carrierCallId: p.text().nullable(),
    ringMs: p.integer().nullable(),
    talkMs: p.integer().nullable(),
    firstAudioMs: p.integer().nullable(),
    costMicros: p.bigint('number').nullable(),
    recordingPlace: p.text().nullable(),
  },
});
export type Attempt = InferEntity<typeof Attempt>;
