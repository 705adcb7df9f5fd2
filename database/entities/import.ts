import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { ImportStatus } from '../../domain/vocabulary.ts';
import { generatedKey, insertedAt, instant, jsonObject, tenantKey } from './columns.ts';

/** One file on its way into a list: how it is read, how far it is, what became of its rows. */
export const Import = defineEntity({
  name: 'Import',
  tableName: 'imports',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    listId: p.uuid(),
    status: p.text().$type<ImportStatus>().default('queued'),
    fileKey: p.text(),
    fileName: p.text().default(''),
    fileBytes: p.bigint('number').default(0),
    fileSha256: p.blob().$type<Buffer>().nullable(),
    options: jsonObject(),
    dialect: p.json().$type<Record<string, unknown>>().nullable(),
    fileOffset: p.bigint('number').default(0),
    nextLine: p.bigint('number').default(1),
    rowsRead: p.bigint('number').default(0),
    accepted: p.bigint('number').default(0),
    rejected: p.bigint('number').default(0),
    duplicate: p.bigint('number').default(0),
    updated: p.bigint('number').default(0),
    suppressed: p.bigint('number').default(0),
    error: p.json().$type<Record<string, unknown>>().nullable(),
    createdBy: p.text().default(''),
    createdAt: insertedAt(),
    startedAt: instant().nullable(),
    finishedAt: instant().nullable(),
  },
});
export type Import = InferEntity<typeof Import>;
