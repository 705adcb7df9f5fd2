import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { LeadId } from '../../domain/ids.ts';
import { tenantKey } from './columns.ts';

/** One of a lead's numbers, sealed, with a keyed index for look-ups. */
export const LeadPhone = defineEntity({
  name: 'LeadPhone',
  tableName: 'lead_phones',
  properties: {
    tenantId: tenantKey(),
    leadId: p.uuid().$type<LeadId>().primary(),
    position: p.smallint().primary(),
    listId: p.uuid(),
    label: p.text().default(''),
    numberEnc: p.blob().$type<Buffer>(),
    keyId: p.text(),
    numberHmac: p.blob().$type<Buffer>(),
    area: p.text(),
    tail: p.text(),
    extension: p.text().nullable(),
    numberType: p.text().$type<'mobile' | 'landline' | 'unknown'>().nullable(),
  },
});
export type LeadPhone = InferEntity<typeof LeadPhone>;
