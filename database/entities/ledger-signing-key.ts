import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { insertedAt } from './columns.ts';

/** Ed25519 key of the installation; the private half is sealed by the keyring. Never changed: a new one follows. */
export const LedgerSigningKey = defineEntity({
  name: 'LedgerSigningKey',
  tableName: 'ledger_signing_keys',
  properties: {
    id: p.text().primary(),
    publicKey: p.blob().$type<Buffer>(),
    privateEnc: p.blob().$type<Buffer>(),
    keyId: p.text(),
    endorsedBy: p.text().nullable(),
    endorsement: p.blob().$type<Buffer>().nullable(),
    createdAt: insertedAt(),
  },
});
export type LedgerSigningKey = InferEntity<typeof LedgerSigningKey>;
