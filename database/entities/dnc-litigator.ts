import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** A number of somebody known to sue. No refusal: taking it off lifts none. */
export const DncLitigator = defineEntity({
  name: 'DncLitigator',
  tableName: 'dnc_litigators',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    numberHmac: p.blob().$type<Buffer>(),
    numberEnc: p.blob().$type<Buffer>().nullable(),
    keyId: p.text().nullable(),
    tail: p.text().nullable(),
    importId: p.uuid().nullable(),
    reason: p.text().default(''),
    source: p.text().default(''),
    createdBy: p.text().default(''),
    createdAt: insertedAt(),
    expiresAt: instant().nullable(),
    removedAt: instant().nullable(),
    removedBy: p.text().nullable(),
    removedReason: p.text().nullable(),
  },
});
export type DncLitigator = InferEntity<typeof DncLitigator>;
