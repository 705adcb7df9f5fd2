import { defineEntity, type InferEntity, p, sql } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** A file of entries [fromSeq, toSeq) with the heads, keys and hashes that prove it. */
export const LedgerExport = defineEntity({
  name: 'LedgerExport',
  tableName: 'ledger_exports',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    status: p.text().$type<'queued' | 'running' | 'completed' | 'cancelled' | 'failed'>().default(sql`'queued'`),
    headSize: p.bigint().nullable(),
    fromSeq: p.bigint().default(sql`0`),
    toSeq: p.bigint().nullable(),
    written: p.bigint().default(sql`0`),
    fileKey: p.text().nullable(),
    bytes: p.bigint().nullable(),
    error: p.text().nullable(),
    createdBy: p.text(),
    createdAt: insertedAt(),
    finishedAt: instant().nullable(),
  },
});
export type LedgerExport = InferEntity<typeof LedgerExport>;
