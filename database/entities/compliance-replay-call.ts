import { defineEntity, type InferEntity, p, sql } from '@mikro-orm/postgresql';
import { instant, jsonArray, tenantKey } from './columns.ts';

/** A call of a past day that would not have been made under the rules of a replay, or of which nobody can say. */
export const ComplianceReplayCall = defineEntity({
  name: 'ComplianceReplayCall',
  tableName: 'compliance_replay_calls',
  properties: {
    tenantId: tenantKey(),
    replayId: p.uuid().primary(),
    attemptId: p.uuid().primary(),
    campaignId: p.uuid().nullable(),
    leadId: p.uuid().nullable(),
    dialledAt: instant(),
    answer: p.text().$type<'not-made' | 'unknown'>(),
    reason: p.text(),
    rule: p.text().nullable(),
    nextCallableAt: instant().nullable(),
    findings: jsonArray(),
    missing: p.array().columnType('text[]').$type<string[]>().default(sql`'{}'`),
  },
});
export type ComplianceReplayCall = InferEntity<typeof ComplianceReplayCall>;
