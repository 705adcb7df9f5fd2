import { defineEntity, type InferEntity, p, sql } from '@mikro-orm/postgresql';
import type { Role } from '../../domain/vocabulary.ts';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** Shown once, kept as a hash. */
export const ApiKey = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    name: p.text(),
    prefix: p.text(),
    hash: p.blob().$type<Buffer>(),
    role: p.text().$type<Exclude<Role, 'worker'>>(),
    scopes: p.array().default(sql`'{}'::text[]`),
    createdBy: p.uuid().nullable(),
    expiresAt: instant().nullable(),
    revokedAt: instant().nullable(),
    lastUsedAt: instant().nullable(),
    createdAt: insertedAt(),
  },
});
export type ApiKey = InferEntity<typeof ApiKey>;
