import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { TenantId } from '../../domain/ids.ts';
import { generatedKey, insertedAt, jsonObject } from './columns.ts';

/** A company or team. Its demonstration clock, if any, moves the now of its rules, never the real one. */
export const Tenant = defineEntity({
  name: 'Tenant',
  tableName: 'tenants',
  properties: {
    id: generatedKey().$type<TenantId>(),
    slug: p.text(),
    name: p.text(),
    defaultCountry: p.text().default('US'),
    clockOffsetMs: p.bigint('number').nullable(),
    maxConcurrentCalls: p.integer().default(100),
    attemptsPerNumberPerDay: p.integer().default(3),
    attemptsPerLeadPerDay: p.integer().default(3),
    retentionDays: p.integer().default(1827),
    settings: jsonObject(),
    createdAt: insertedAt(),
  },
});
export type Tenant = InferEntity<typeof Tenant>;
