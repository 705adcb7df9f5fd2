import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { jsonArray, tenantKey } from './columns.ts';

/** What a run found in one campaign and place. */
export const RuleChangeEffect = defineEntity({
  name: 'RuleChangeEffect',
  tableName: 'rule_change_effects',
  properties: {
    tenantId: tenantKey(),
    runId: p.uuid().primary(),
    campaignId: p.uuid().primary(),
    place: p.text().primary(),
    same: p.bigint('number').default(0),
    later: p.bigint('number').default(0),
    earlier: p.bigint('number').default(0),
    held: p.bigint('number').default(0),
    blocked: p.bigint('number').default(0),
    callable: p.bigint('number').default(0),
    examples: jsonArray(),
  },
});
export type RuleChangeEffect = InferEntity<typeof RuleChangeEffect>;
