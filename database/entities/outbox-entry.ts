import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, tenantKey } from './columns.ts';

/** An effect to carry out after its transaction; gone once accepted. */
export const OutboxEntry = defineEntity({
  name: 'OutboxEntry',
  tableName: 'outbox',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    kind: p.text(),
    payload: p.json().$type<Record<string, unknown>>(),
    createdAt: insertedAt(),
    nextTryAt: insertedAt(),
    tries: p.integer().default(0),
    lastError: p.text().nullable(),
    /** The order of writing, over all processes. */
    seq: p.bigint(),
  },
});
export type OutboxEntry = InferEntity<typeof OutboxEntry>;
