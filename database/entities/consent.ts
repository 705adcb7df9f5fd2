import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { LeadId } from '../../domain/ids.ts';
import { generatedKey, insertedAt, instant, tenantKey } from './columns.ts';

/** What a person agreed to, and the evidence of it. Only its revocation is ever added. */
export const Consent = defineEntity({
  name: 'Consent',
  tableName: 'consents',
  properties: {
    tenantId: tenantKey(),
    id: generatedKey(),
    personId: p.uuid(),
    scope: p.text().$type<'informational' | 'telemarketing' | 'automated-voice'>(),
    source: p.text(),
    sourceDetail: p.text().default(''),
    textShown: p.text().default(''),
    givenAt: instant(),
    expiresAt: instant().nullable(),
    evidenceKey: p.text().nullable(),
    evidenceName: p.text().nullable(),
    evidenceSha256: p.blob().$type<Buffer>().nullable(),
    leadId: p.uuid().$type<LeadId>().nullable(),
    recordedBy: p.text().default(''),
    createdAt: insertedAt(),
    revokedAt: instant().nullable(),
    revokedBy: p.text().nullable(),
    revokedReason: p.text().nullable(),
  },
});
export type Consent = InferEntity<typeof Consent>;
