import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { TenantId } from '../../domain/ids.ts';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** A tenant's access to a registry, its own or one that another tenant granted. */
export const DncSubscription = defineEntity({
  name: 'DncSubscription',
  tableName: 'dnc_subscriptions',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    list: p.text(),
    listTenantId: p.uuid().$type<TenantId>(),
    listId: p.uuid(),
    areas: p.array().columnType('integer[]').$type<number[]>().nullable(),
    account: p.text().default(''),
    expiresAt: instant().nullable(),
    grantedBy: p.text().default(''),
    createdAt: insertedAt(),
    acceptedAt: instant().nullable(),
    acceptedBy: p.text().nullable(),
    endedAt: instant().nullable(),
    endedBy: p.text().nullable(),
    warnedVersionId: p.uuid().nullable(),
    warnedDays: p.integer().nullable(),
  },
});
export type DncSubscription = InferEntity<typeof DncSubscription>;
