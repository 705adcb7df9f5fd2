import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { Role } from '../../domain/vocabulary.ts';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** Somebody who signs in. An address belongs to one tenant of the installation. */
export const User = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    email: p.text(),
    name: p.text().default(''),
    role: p.text().$type<Exclude<Role, 'worker'>>(),
    passwordHash: p.text(),
    disabledAt: instant().nullable(),
    lastSignInAt: instant().nullable(),
    version: p.integer().version().default(1),
    createdAt: insertedAt(),
  },
});
export type User = InferEntity<typeof User>;
