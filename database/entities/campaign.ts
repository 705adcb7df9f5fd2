import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { CampaignId, TrunkId } from '../../domain/ids.ts';
import type { CampaignStatus, DialerType } from '../../domain/vocabulary.ts';
import { changedAt, generatedKey, insertedAt, instant, jsonArray, jsonObject, tenantKey } from './columns.ts';

/** What is dialled, when, how fast and by whom. `status` is the brake that claim and dial obey. */
export const Campaign = defineEntity({
  name: 'Campaign',
  tableName: 'campaigns',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey().$type<CampaignId>(),
    name: p.text(),
    status: p.text().$type<CampaignStatus>().default('draft'),
    revision: p.integer().default(0),
    version: p.integer().version().default(1),
    dialerType: p.text().$type<DialerType>().default('auto'),
    trunkId: p.uuid().$type<TrunkId>().nullable(),
    callsPerSecond: p.decimal('number').columnType('numeric(8,3)').default(1),
    maxConcurrentCalls: p.integer().default(5),
    rampUp: jsonObject(),
    ringTimeoutMs: p.integer().default(30000),
    maxCallMs: p.integer().default(600000),
    callingWindow: jsonObject(),
    schedule: jsonObject(),
    retries: jsonObject(),
    objectives: jsonArray(),
    overrides: jsonObject(),
    voicemailPolicy: p.text().$type<'hang-up' | 'leave-message'>().default('hang-up'),
    consentBasis: p.text().default('unstated'),
    callerIds: jsonArray(),
    callKind: p.text().$type<'telemarketing' | 'informational' | 'debt'>().default('telemarketing'),
    automatedVoice: p.boolean().default(true),
    subject: p.text().nullable(),
    recordingPlace: p.text().$type<'none' | 'room' | 'carrier'>().default('none'),
    costLimitMicros: p.bigint('number').nullable(),
    createdBy: p.text().default(''),
    createdAt: insertedAt(),
    updatedAt: changedAt(),
    startedAt: instant().nullable(),
    finishedAt: instant().nullable(),
  },
});
export type Campaign = InferEntity<typeof Campaign>;
