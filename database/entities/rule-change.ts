import { defineEntity, type InferEntity, p, sql } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, jsonArray, jsonObject, tenantKey } from './columns.ts';

/** A change of law as an officer entered it, and what was decided about it. */
export const RuleChange = defineEntity({
  name: 'RuleChange',
  tableName: 'rule_changes',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    title: p.text(),
    reason: p.text(),
    amendments: jsonArray(),
    holidays: jsonArray(),
    ends: p.array().columnType('uuid[]').$type<string[]>().default(sql`'{}'`),
    relaxes: jsonObject(),
    status: p.text().default('draft'),
    createdBy: p.text(),
    createdAt: insertedAt(),
    decidedBy: p.text().nullable(),
    decidedAt: instant().nullable(),
    decisionNote: p.text().default(''),
    endedBy: p.uuid().nullable(),
    endedAt: instant().nullable(),
  },
});
export type RuleChange = InferEntity<typeof RuleChange>;
