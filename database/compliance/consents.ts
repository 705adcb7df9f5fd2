import type { ConsentScope } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

export type ConsentRow = {
  id: string;
  person_id: string;
  scope: ConsentScope;
  source: string;
  source_detail: string;
  text_shown: string;
  given_at: Date;
  expires_at: Date | null;
  evidence_key: string | null;
  evidence_name: string | null;
  evidence_sha256: Buffer | null;
  lead_id: string | null;
  recorded_by: string;
  created_at: Date;
  revoked_at: Date | null;
  revoked_by: string | null;
  revoked_reason: string | null;
};

export interface NewConsent {
  personId: string;
  scope: ConsentScope;
  source: string;
  sourceDetail: string;
  textShown: string;
  givenAt: Date;
  expiresAt: Date | null;
  leadId: string | null;
  recordedBy: string;
}

/** Records consents in one statement, in their order. The ledger entry is the caller's. */
export function insertConsents(tx: TenantTx, consents: readonly NewConsent[], nowMs: number): Promise<ConsentRow[]> {
  return tx.query<ConsentRow>(
    `insert into consents (tenant_id, person_id, scope, source, source_detail, text_shown, given_at, expires_at,
       lead_id, recorded_by, created_at)
     select $1, c.person_id, c.scope, c.source, c.source_detail, c.text_shown, c.given_at, c.expires_at, c.lead_id, c.recorded_by, $3
     from jsonb_to_recordset($2::jsonb) as c(person_id uuid, scope text, source text, source_detail text, text_shown text,
       given_at timestamptz, expires_at timestamptz, lead_id uuid, recorded_by text)
     returning *`,
    [
      tx.tenantId,
      JSON.stringify(
        consents.map((consent) => ({
          person_id: consent.personId,
          scope: consent.scope,
          source: consent.source,
          source_detail: consent.sourceDetail,
          text_shown: consent.textShown,
          given_at: consent.givenAt.toISOString(),
          expires_at: consent.expiresAt?.toISOString() ?? null,
          lead_id: consent.leadId,
          recorded_by: consent.recordedBy,
        })),
      ),
      new Date(nowMs),
    ],
  );
}

/** Undefined: no such consent of this tenant. A consent that was revoked before keeps its first revocation. */
export async function revokeConsent(
  tx: TenantTx,
  id: string,
  { at, by, reason }: { at: Date; by: string; reason: string },
): Promise<{ consent: ConsentRow; revokedNow: boolean } | undefined> {
  const [revoked] = await tx.query<ConsentRow>(
    `update consents set revoked_at = $3, revoked_by = $4, revoked_reason = $5
     where tenant_id = $1 and id = $2 and revoked_at is null returning *`,
    [tx.tenantId, id, at, by, reason],
  );
  if (revoked) return { consent: revoked, revokedNow: true };
  const consent = await findConsent(tx, id);
  return consent && { consent, revokedNow: false };
}

/** Undefined: no such consent, or it has its evidence already. */
export async function attachEvidence(
  tx: TenantTx,
  id: string,
  evidence: { key: string; name: string; sha256: Buffer },
): Promise<ConsentRow | undefined> {
  const [row] = await tx.query<ConsentRow>(
    `update consents set evidence_key = $3, evidence_name = $4, evidence_sha256 = $5
     where tenant_id = $1 and id = $2 and evidence_key is null and revoked_at is null returning *`,
    [tx.tenantId, id, evidence.key, evidence.name, evidence.sha256],
  );
  return row;
}

export async function findConsent(tx: TenantTx, id: string): Promise<ConsentRow | undefined> {
  const [row] = await tx.query<ConsentRow>('select * from consents where tenant_id = $1 and id = $2', [
    tx.tenantId,
    id,
  ]);
  return row;
}

/** Newest first. */
export function listConsents(
  tx: TenantTx,
  of: { personId: string | null; before: string | null; limit: number },
): Promise<ConsentRow[]> {
  return tx.query<ConsentRow>(
    `select * from consents where tenant_id = $1 and ($2::uuid is null or person_id = $2)
       and ($3::uuid is null or id < $3) order by id desc limit $4`,
    [tx.tenantId, of.personId, of.before, of.limit],
  );
}

/** The person behind a lead, or a person's own id. Undefined: neither is this tenant's. */
export async function personOf(
  tx: TenantTx,
  of: { leadId?: string | undefined; personId?: string | undefined },
): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `select p.id from persons p where p.tenant_id = $1 and p.id = coalesce($2::uuid,
       (select l.person_id from leads l where l.tenant_id = $1 and l.id = $3))`,
    [tx.tenantId, of.personId ?? null, of.leadId ?? null],
  );
  return row?.id;
}
