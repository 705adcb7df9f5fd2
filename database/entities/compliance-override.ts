import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** An owner's decision to be laxer than a provision, with the reason. */
export const ComplianceOverride = defineEntity({
  name: 'ComplianceOverride',
  tableName: 'compliance_overrides',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    provision: p.text(),
    reason: p.text(),
    fromAt: insertedAt(),
    untilAt: instant().nullable(),
    createdBy: p.text(),
    createdAt: insertedAt(),
    withdrawnAt: instant().nullable(),
    withdrawnBy: p.text().nullable(),
  },
});
export type ComplianceOverride = InferEntity<typeof ComplianceOverride>;
