import { defineEntity, type InferEntity, p, sql } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, jsonArray, tenantKey } from './columns.ts';

/** One copy of a registry: where it came from, what became of its lines, and from when to when it was in force. */
export const DncListVersion = defineEntity({
  name: 'DncListVersion',
  tableName: 'dnc_list_versions',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    listId: p.uuid(),
    status: p.text().default('building'),
    mode: p.text(),
    baseId: p.uuid().nullable(),
    fileKey: p.text(),
    fileName: p.text().default(''),
    fileBytes: p.bigint('number'),
    fileSha256: p.blob().$type<Buffer>(),
    boughtAreas: p.array().columnType('integer[]').$type<number[]>().default(sql`'{}'`),
    asOf: instant(),
    validUntil: instant(),
    bytesRead: p.bigint('number').default(0),
    lines: p.bigint('number').default(0),
    blank: p.bigint('number').default(0),
    bad: p.bigint('number').default(0),
    repeated: p.bigint('number').default(0),
    added: p.bigint('number').default(0),
    deleted: p.bigint('number').default(0),
    badLines: jsonArray(),
    numbers: p.bigint('number').default(0),
    areas: p.array().columnType('integer[]').$type<number[]>().default(sql`'{}'`),
    doubts: jsonArray(),
    error: p.text().nullable(),
    createdBy: p.text().default(''),
    createdAt: insertedAt(),
    loadedAt: instant().nullable(),
    activatedAt: instant().nullable(),
    activatedBy: p.text().nullable(),
    supersededAt: instant().nullable(),
  },
});
export type DncListVersion = InferEntity<typeof DncListVersion>;
