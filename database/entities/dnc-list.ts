import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, tenantKey } from './columns.ts';

/** A do-not-call registry that a tenant brings. */
export const DncList = defineEntity({
  name: 'DncList',
  tableName: 'dnc_lists',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    list: p.text(),
    createdBy: p.text().default(''),
    createdAt: insertedAt(),
  },
});
export type DncList = InferEntity<typeof DncList>;
