import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { tenantKey } from './columns.ts';

/** A row that became no lead, why, and how to mend it. Its cells are sealed. */
export const ImportRejection = defineEntity({
  name: 'ImportRejection',
  tableName: 'import_rejections',
  properties: {
    tenantId: tenantKey(),
    importId: p.uuid().primary(),
    line: p.bigint('number').primary(),
    columnName: p.text().nullable(),
    reason: p.text(),
    remedy: p.text(),
    cellsEnc: p.blob().$type<Buffer>(),
    keyId: p.text(),
  },
});
export type ImportRejection = InferEntity<typeof ImportRejection>;
