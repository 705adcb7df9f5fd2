import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AttemptId, CampaignId, LeadId } from '../../domain/ids.ts';
import type { RefusalReason, ScreenPhase, ScreenResult } from '../../domain/vocabulary.ts';
import { generatedKey, insertedAt, instant, jsonObject, tenantKey } from './columns.ts';

/** A decision of the rules, kept for good: appended, never changed. Partitioned by month. */
export const Verdict = defineEntity({
  name: 'Verdict',
  tableName: 'verdicts',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    at: insertedAt(),
    phase: p.text().$type<ScreenPhase>(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    leadId: p.uuid().$type<LeadId>().nullable(),
    attemptId: p.uuid().$type<AttemptId>().nullable(),
    numberHmac: p.blob().$type<Buffer>().nullable(),
    result: p.text().$type<ScreenResult>(),
    reason: p.text().$type<RefusalReason>().nullable(),
    nextCallableAt: instant().nullable(),
    findings: p.json().$type<unknown[]>(),
    rulesVersion: p.text(),
    dataVersions: jsonObject(),
  },
});
export type Verdict = InferEntity<typeof Verdict>;
