import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { insertedAt, tenantKey } from './columns.ts';

/** The first answer to a creating request, given again when the request is repeated. */
export const IdempotencyKey = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  properties: {
    tenantId: tenantKey(),
    route: p.text().primary(),
    key: p.text().primary(),
    requestHash: p.blob().$type<Buffer>(),
    status: p.integer().nullable(),
    response: p.json().$type<unknown>().nullable(),
    responseHeaders: p.json().$type<Record<string, string>>().nullable(),
    createdAt: insertedAt(),
  },
});
export type IdempotencyKey = InferEntity<typeof IdempotencyKey>;
