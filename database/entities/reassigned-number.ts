import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { instant, tenantKey } from './columns.ts';

/** The newest answer of a reassigned-numbers database about a number and a date of consent. */
export const ReassignedNumber = defineEntity({
  name: 'ReassignedNumber',
  tableName: 'reassigned_numbers',
  properties: {
    tenantId: tenantKey(),
    numberHmac: p.blob().$type<Buffer>().primary(),
    state: p.text().$type<'no' | 'yes' | 'unknown'>(),
    consentAt: instant(),
    asOf: instant(),
    source: p.text(),
    askedAt: instant(),
  },
});
export type ReassignedNumber = InferEntity<typeof ReassignedNumber>;
