import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { TenantId, TrunkId } from '../../domain/ids.ts';
import type { CarrierName } from '../../domain/vocabulary.ts';
import { generatedKey, insertedAt, jsonObject } from './columns.ts';

/** A way out to phones. Without a tenant it is shared: everybody dials through it, only the installation changes it. */
export const Trunk = defineEntity({
  name: 'Trunk',
  tableName: 'trunks',
  properties: {
    id: generatedKey().$type<TrunkId>(),
    tenantId: p.uuid().$type<TenantId>().nullable(),
    name: p.text(),
    carrier: p.text().$type<CarrierName>(),
    livekitTrunkId: p.text().nullable(),
    callsPerSecond: p.decimal('number').columnType('numeric(8,3)').default(1),
    maxConcurrentCalls: p.integer().default(10),
    status: p.text().$type<'active' | 'paused'>().default('active'),
    pausedReason: p.text().nullable(),
    config: jsonObject(),
    secretEnc: p.blob().$type<Buffer>().nullable(),
    keyId: p.text().nullable(),
    version: p.integer().version().default(1),
    createdAt: insertedAt(),
  },
});
export type Trunk = InferEntity<typeof Trunk>;
