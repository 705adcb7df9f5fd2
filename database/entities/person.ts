import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** Consent, refusals and erasure belong to a person, who may be a lead in many lists. */
export const Person = defineEntity({
  name: 'Person',
  tableName: 'persons',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    externalId: p.text().nullable(),
    createdAt: insertedAt(),
    erasedAt: instant().nullable(),
  },
});
export type Person = InferEntity<typeof Person>;
