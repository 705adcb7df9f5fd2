import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { insertedAt, tenantKey } from './columns.ts';

/** What a person's data in the ledger is sealed under. Erasing the person deletes it. */
export const PersonKey = defineEntity({
  name: 'PersonKey',
  tableName: 'person_keys',
  properties: {
    tenantId: tenantKey(),
    personId: p.uuid().primary(),
    keyEnc: p.blob().$type<Buffer>(),
    keyId: p.text(),
    createdAt: insertedAt(),
  },
});
export type PersonKey = InferEntity<typeof PersonKey>;
