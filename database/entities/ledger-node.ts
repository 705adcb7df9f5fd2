import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { tenantKey } from './columns.ts';

/** Root of a complete subtree of 2^level leaves, the `index`-th of its level. Never changed. */
export const LedgerNode = defineEntity({
  name: 'LedgerNode',
  tableName: 'ledger_nodes',
  properties: {
    tenantId: tenantKey(),
    level: p.smallint().primary(),
    index: p.bigint().primary(),
    hash: p.blob().$type<Buffer>(),
  },
});
export type LedgerNode = InferEntity<typeof LedgerNode>;
