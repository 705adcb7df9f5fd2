import type { AttemptId } from '../../domain/ids.ts';
import type { SuppressionSource } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

export interface Suppression {
  numberHmac: Buffer;
  /** Sealed; kept so that the list can be exported. Null where only the index is known. */
  number: { data: Buffer; keyId: string } | null;
  tail: string | null;
  /** Null: every campaign of the tenant. */
  campaignId: string | null;
  source: SuppressionSource;
  reason: string;
  /** The call in which it was said. It is not hung up: it says goodbye itself. */
  attemptId: AttemptId | null;
  createdBy: string;
}

/** What became of an entry. */
export interface Suppressed {
  /** False: the number was on the list already. */
  added: boolean;
  /** Leads of any campaign that will not be called any more. */
  leadsEnded: number;
  /** Calls to the number that are planned, ringing or live; each has a hang-up in the outbox. */
  live: AttemptId[];
  /** Outbox rows to deliver now (`deliverOutbox`); the reconciler delivers what is left. */
  outbox: string[];
}

/**
 * The entry alone; what follows from it is `enforceSuppression`, after this is committed. An entry that was to expire
 * holds for good from now on. False: it did already.
 */
export async function insertSuppression(tx: TenantTx, suppression: Suppression, nowMs: number): Promise<boolean> {
  const rows = await tx.query(
    `insert into suppressions (tenant_id, number_hmac, number_enc, key_id, tail, campaign_id, source, reason, attempt_id,
       created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (tenant_id, number_hmac, (coalesce(campaign_id, '00000000-0000-0000-0000-000000000000')))
       where removed_at is null
     do update set expires_at = null, source = excluded.source, reason = excluded.reason,
       attempt_id = excluded.attempt_id, created_by = excluded.created_by
     where suppressions.expires_at is not null returning 1`,
    [
      tx.tenantId,
      suppression.numberHmac,
      suppression.number?.data ?? null,
      suppression.number?.keyId ?? null,
      suppression.tail,
      suppression.campaignId,
      suppression.source,
      suppression.reason,
      suppression.attemptId,
      suppression.createdBy,
      new Date(nowMs),
    ],
  );
  return rows.length > 0;
}
