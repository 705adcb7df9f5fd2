import { hash } from 'node:crypto';
import type { ConsentRow } from '../../../database/compliance/consents.ts';
import type { LedgerEntry } from '../../../database/ledger/append.ts';
import type { Consent } from '../../contract/consents.ts';

export function presentConsent(row: ConsentRow): Consent {
  return {
    id: row.id,
    personId: row.person_id,
    leadId: row.lead_id,
    scope: row.scope,
    source: row.source,
    sourceDetail: row.source_detail,
    textShown: row.text_shown,
    givenAt: row.given_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    evidence:
      row.evidence_key === null
        ? null
        : { name: row.evidence_name ?? '', sha256: row.evidence_sha256?.toString('hex') ?? '' },
    recordedBy: row.recorded_by,
    recordedAt: row.created_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revokedBy: row.revoked_by,
    revokedReason: row.revoked_reason,
  };
}

/**
 * What the ledger keeps of a consent: everything but free text, which may name somebody. The words that were shown are
 * there by their hash, so that they can be proved later.
 */
export function consentEntry(
  row: ConsentRow,
  event: 'given' | 'revoked' | 'evidence-added',
  actor: string,
): LedgerEntry {
  return {
    kind: 'consent',
    leadId: row.lead_id,
    personId: row.person_id,
    actor,
    body: {
      event,
      consentId: row.id,
      scope: row.scope,
      givenAt: row.given_at.toISOString(),
      expiresAt: row.expires_at?.toISOString() ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
      source: row.source,
      textSha256: hash('sha256', row.text_shown, 'hex'),
      evidenceSha256: row.evidence_sha256?.toString('hex') ?? null,
    },
  };
}
