import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { CampaignId } from '../../domain/ids.ts';
import { generatedKey, insertedAt, instant, jsonArray, tenantKey } from './columns.ts';

/** A file of numbers that was read into one of the tenant's own do-not-call lists. */
export const DncImport = defineEntity({
  name: 'DncImport',
  tableName: 'dnc_imports',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    list: p.text(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    status: p.text().default('queued'),
    fileKey: p.text().default(''),
    fileName: p.text().default(''),
    fileBytes: p.bigint('number').default(0),
    fileSha256: p.blob().$type<Buffer>(),
    defaultCountry: p.text().default('US'),
    expiresAt: instant().nullable(),
    storedOffset: p.bigint('number').default(0),
    enforcedOffset: p.bigint('number').default(0),
    enforcedLine: p.bigint('number').default(1),
    reason: p.text().default(''),
    source: p.text().default(''),
    lines: p.bigint('number').default(0),
    added: p.bigint('number').default(0),
    alreadyListed: p.bigint('number').default(0),
    bad: p.bigint('number').default(0),
    badLines: jsonArray(),
    leadsEnded: p.bigint('number').default(0),
    callsHungUp: p.bigint('number').default(0),
    createdBy: p.text().default(''),
    createdAt: insertedAt(),
    error: p.text().nullable(),
    startedAt: instant().nullable(),
    finishedAt: instant().nullable(),
  },
});
export type DncImport = InferEntity<typeof DncImport>;
