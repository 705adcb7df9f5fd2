import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** Where a mail provider's or a carrier's messages arrive, and the secret that signs them. */
export const OptOutInbox = defineEntity({
  name: 'OptOutInbox',
  tableName: 'opt_out_inboxes',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    kind: p.text().$type<'e-mail' | 'carrier'>(),
    name: p.text(),
    secretEnc: p.blob().$type<Buffer>(),
    keyId: p.text(),
    createdBy: p.text().default(''),
    createdAt: insertedAt(),
    disabledAt: instant().nullable(),
    lastMessageAt: instant().nullable(),
  },
});
export type OptOutInbox = InferEntity<typeof OptOutInbox>;
