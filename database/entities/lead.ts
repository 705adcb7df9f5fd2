import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { LeadId } from '../../domain/ids.ts';
import { changedAt, generatedKey, insertedAt, jsonObject, tenantKey } from './columns.ts';

/** Somebody to call, in one list. */
export const Lead = defineEntity({
  name: 'Lead',
  tableName: 'leads',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey().$type<LeadId>(),
    listId: p.uuid(),
    personId: p.uuid(),
    importId: p.uuid().nullable(),
    externalId: p.text().nullable(),
    firstName: p.text().default(''),
    lastName: p.text().default(''),
    company: p.text().default(''),
    email: p.text().default(''),
    street: p.text().default(''),
    city: p.text().default(''),
    state: p.text().nullable(),
    postalCode: p.text().nullable(),
    country: p.text().nullable(),
    timeZone: p.text().nullable(),
    priority: p.smallint().default(5),
    custom: jsonObject(),
    consent: jsonObject(),
    subject: p.text().nullable(),
    debtId: p.text().nullable(),
    version: p.integer().version().default(1),
    createdAt: insertedAt(),
    updatedAt: changedAt(),
  },
});
export type Lead = InferEntity<typeof Lead>;
