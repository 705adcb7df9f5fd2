import { defineEntity, type InferEntity, p, sql } from '@mikro-orm/postgresql';
import type { AttemptId, CampaignId, LeadId } from '../../domain/ids.ts';
import type { LedgerKind } from '../../domain/ledger/entry.ts';
import { instant, tenantKey } from './columns.ts';

/** A decision, kept for good: appended, never changed. Partitioned by month. Written by `appendLedger` alone. */
export const LedgerEntry = defineEntity({
  name: 'LedgerEntry',
  tableName: 'ledger_entries',
  properties: {
    tenantId: tenantKey(),
    id: p.uuid().primary(),
    xid: p.text().columnType('xid8').default(sql`pg_current_xact_id()`),
    at: instant(),
    kind: p.text().$type<LedgerKind>(),
    campaignId: p.uuid().$type<CampaignId>().nullable(),
    leadId: p.uuid().$type<LeadId>().nullable(),
    personId: p.uuid().nullable(),
    attemptId: p.uuid().$type<AttemptId>().nullable(),
    numberHmac: p.blob().$type<Buffer>().nullable(),
    rules: p.array().default(sql`'{}'::text[]`),
    actor: p.text().nullable(),
    body: p.text(),
    personalEnc: p.blob().$type<Buffer>().nullable(),
    leaf: p.blob().$type<Buffer>(),
  },
});
export type LedgerEntry = InferEntity<typeof LedgerEntry>;
