import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** One look at every waiting lead under the rules of a change. */
export const RuleChangeRun = defineEntity({
  name: 'RuleChangeRun',
  tableName: 'rule_change_runs',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    changeId: p.uuid(),
    kind: p.text().$type<'preview' | 'replan'>(),
    status: p.text().default('queued'),
    rulesBefore: p.text().nullable(),
    rulesAfter: p.text().nullable(),
    total: p.bigint('number').default(0),
    looked: p.bigint('number').default(0),
    cursorCampaign: p.uuid().nullable(),
    cursorLead: p.uuid().nullable(),
    error: p.text().nullable(),
    createdBy: p.text(),
    createdAt: insertedAt(),
    startedAt: instant().nullable(),
    finishedAt: instant().nullable(),
  },
});
export type RuleChangeRun = InferEntity<typeof RuleChangeRun>;
