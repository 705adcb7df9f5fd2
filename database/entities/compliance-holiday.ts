import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** A day that a tenant's rules treat as a holiday of a place, beside the reviewed tables. */
export const ComplianceHoliday = defineEntity({
  name: 'ComplianceHoliday',
  tableName: 'compliance_holidays',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    onDate: p.date(),
    name: p.text(),
    country: p.text(),
    state: p.text().nullable(),
    createdBy: p.text().default(''),
    createdAt: insertedAt(),
    removedAt: instant().nullable(),
    removedBy: p.text().nullable(),
  },
});
export type ComplianceHoliday = InferEntity<typeof ComplianceHoliday>;
