import { defineEntity, type InferEntity, p, sql } from '@mikro-orm/postgresql';
import type { AttemptId, CampaignId } from '../../domain/ids.ts';
import type { OptOutStatus, SuppressionSource } from '../../domain/vocabulary.ts';
import { generatedKey, instant, tenantKey } from './columns.ts';

/** One refusal of one number. Its receipt is this row and what it found in each place. */
export const OptOut = defineEntity({
  name: 'OptOut',
  tableName: 'opt_outs',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    numberHmac: p.blob().$type<Buffer>(),
    tail: p.text().nullable(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    source: p.text().$type<SuppressionSource>(),
    reason: p.text().default(''),
    evidenceEnc: p.blob().$type<Buffer>().nullable(),
    keyId: p.text().nullable(),
    externalId: p.text().nullable(),
    attemptId: p.uuid().$type<AttemptId>().nullable(),
    createdBy: p.text().default(''),
    receivedAt: instant(),
    suppressedAt: instant(),
    enforcedAt: instant().nullable(),
    horizon: p.text().columnType('xid8').nullable(),
    newlyListed: p.boolean(),
    status: p.text().$type<OptOutStatus>().default('open'),
    settledAt: instant().nullable(),
    checks: p.integer().default(0),
    ledgerIds: p.array().columnType('uuid[]').default(sql`'{}'`),
  },
});
export type OptOut = InferEntity<typeof OptOut>;
