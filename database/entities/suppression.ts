import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AttemptId, CampaignId } from '../../domain/ids.ts';
import type { SuppressionSource } from '../../domain/vocabulary.ts';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** Do not call. The keyed index outlives the identity: erasing a person keeps the refusal. */
export const Suppression = defineEntity({
  name: 'Suppression',
  tableName: 'suppressions',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    numberHmac: p.blob().$type<Buffer>(),
    numberEnc: p.blob().$type<Buffer>().nullable(),
    keyId: p.text().nullable(),
    tail: p.text().nullable(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    source: p.text().$type<SuppressionSource>(),
    reason: p.text().default(''),
    attemptId: p.uuid().$type<AttemptId>().nullable(),
    createdBy: p.text().default(''),
    createdAt: insertedAt(),
    expiresAt: instant().nullable(),
    removedAt: instant().nullable(),
    removedBy: p.text().nullable(),
    removedReason: p.text().nullable(),
    importId: p.uuid().nullable(),
  },
});
export type Suppression = InferEntity<typeof Suppression>;
