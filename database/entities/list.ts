import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, jsonObject, tenantKey } from './columns.ts';

/** Leads that came together. */
export const List = defineEntity({
  name: 'List',
  tableName: 'lists',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    name: p.text(),
    defaultCountry: p.text().default('US'),
    reimportPolicy: p.text().$type<'skip' | 'update' | 'new'>().default('skip'),
    consent: jsonObject(),
    version: p.integer().version().default(1),
    createdAt: insertedAt(),
    archivedAt: instant().nullable(),
  },
});
export type List = InferEntity<typeof List>;
