import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** One link of a rotating chain: using a link twice revokes its family. */
export const RefreshToken = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    userId: p.uuid(),
    family: p.uuid(),
    tokenHash: p.blob().$type<Buffer>(),
    expiresAt: instant(),
    usedAt: instant().nullable(),
    revokedAt: instant().nullable(),
    createdAt: insertedAt(),
  },
});
export type RefreshToken = InferEntity<typeof RefreshToken>;
