import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { insertedAt, jsonArray, tenantKey } from './columns.ts';

/** What a tenant chose of the rules. Without one, every law pack holds and nothing stricter. */
export const ComplianceProfile = defineEntity({
  name: 'ComplianceProfile',
  tableName: 'compliance_profiles',
  properties: {
    tenantId: tenantKey(),
    revision: p.bigint('number').default(1),
    packs: p.array().columnType('text[]').$type<string[]>().nullable(),
    stricter: jsonArray(),
    callerName: p.text().nullable(),
    tollFreeNumber: p.text().nullable(),
    updatedBy: p.text().default(''),
    updatedAt: insertedAt(),
  },
});
export type ComplianceProfile = InferEntity<typeof ComplianceProfile>;
