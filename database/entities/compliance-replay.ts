import { defineEntity, type InferEntity, p, sql } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** A past day asked under other rules. */
export const ComplianceReplay = defineEntity({
  name: 'ComplianceReplay',
  tableName: 'compliance_replays',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    day: p.date(),
    zone: p.text(),
    changes: p.array().columnType('uuid[]').$type<string[]>().default(sql`'{}'`),
    rulesAt: instant(),
    status: p.text().default('queued'),
    rulesVersion: p.text().nullable(),
    total: p.bigint('number').default(0),
    looked: p.bigint('number').default(0),
    made: p.bigint('number').default(0),
    notMade: p.bigint('number').default(0),
    unknown: p.bigint('number').default(0),
    cursorAttempt: p.uuid().nullable(),
    error: p.text().nullable(),
    createdBy: p.text(),
    createdAt: insertedAt(),
    startedAt: instant().nullable(),
    finishedAt: instant().nullable(),
  },
});
export type ComplianceReplay = InferEntity<typeof ComplianceReplay>;
