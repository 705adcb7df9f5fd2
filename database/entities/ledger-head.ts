import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { instant, tenantKey } from './columns.ts';

/** A sealed batch and the signed head of the tree that ends with it. Never changed. */
export const LedgerHead = defineEntity({
  name: 'LedgerHead',
  tableName: 'ledger_heads',
  properties: {
    tenantId: tenantKey(),
    size: p.bigint().primary(),
    firstSeq: p.bigint(),
    restoredAt: instant().nullable(),
    root: p.blob().$type<Buffer>(),
    at: instant(),
    signingKey: p.text(),
    signature: p.blob().$type<Buffer>(),
    entryIds: p.array().columnType('uuid[]'),
    leaves: p.blob().$type<Buffer>(),
    frontier: p.blob().$type<Buffer>(),
    lastXid: p.text().columnType('xid8'),
    lastId: p.uuid(),
  },
});
export type LedgerHead = InferEntity<typeof LedgerHead>;
