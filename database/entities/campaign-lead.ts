import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { CampaignId, LeadId } from '../../domain/ids.ts';
import type { CampaignLeadState, Disposition } from '../../domain/vocabulary.ts';
import { insertedAt, instant, tenantKey } from './columns.ts';

/** A lead inside one campaign: when it is next due, and how it ended. */
export const CampaignLead = defineEntity({
  name: 'CampaignLead',
  tableName: 'campaign_leads',
  properties: {
    tenantId: tenantKey(),
    campaignId: p.uuid().$type<CampaignId>().primary(),
    leadId: p.uuid().$type<LeadId>().primary(),
    state: p.text().$type<CampaignLeadState>().default('waiting'),
    priority: p.smallint(),
    nextAttemptAt: insertedAt(),
    nextPhone: p.smallint().default(0),
    callbackAt: instant().nullable(),
    callbackMovedFrom: instant().nullable(),
    attempts: p.integer().default(0),
    lastDisposition: p.text().$type<Disposition>().nullable(),
    lastAttemptAt: instant().nullable(),
    reason: p.text().nullable(),
    reasonFacts: p.json().$type<Record<string, unknown>>().nullable(),
    doneAt: instant().nullable(),
  },
});
export type CampaignLead = InferEntity<typeof CampaignLead>;
