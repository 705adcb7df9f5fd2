import type { TenantTx } from '../connect.ts';

export interface NewNumber {
  hmac: Buffer;
  sealed: { data: Buffer; keyId: string };
  tail: string;
}

export interface AboutNumbers {
  list: 'internal' | 'campaign' | 'litigator';
  campaignId: string | null;
  importId: string;
  reason: string;
  /** Where litigators' numbers come from; the internal list's source is always `import`. */
  source: string;
  /** Null: for good. */
  expiresAt: Date | null;
  createdBy: string;
  nowMs: number;
}

/**
 * Puts numbers on one of the tenant's own lists, in one statement. What is listed for longer stays so. Resolves with how
 * many are new there, or listed for longer than before.
 */
export async function addNumbers(tx: TenantTx, numbers: readonly NewNumber[], about: AboutNumbers): Promise<number> {
  const values = [
    tx.tenantId,
    numbers.map(({ hmac }) => hmac),
    numbers.map(({ sealed }) => sealed.data),
    numbers.map(({ sealed }) => sealed.keyId),
    numbers.map(({ tail }) => tail),
    ...[about.importId, about.reason, about.expiresAt, about.createdBy, new Date(about.nowMs)],
  ];
  const rows =
    about.list === 'litigator'
      ? await tx.query(ADD_LITIGATORS, [...values, about.source])
      : await tx.query(ADD_SUPPRESSIONS, [...values, about.campaignId]);
  return rows.length;
}

const LONGER = `excluded.expires_at is null or excluded.expires_at > `;

const ADD_SUPPRESSIONS = `
  insert into suppressions (tenant_id, number_hmac, number_enc, key_id, tail, import_id, reason, expires_at, created_by,
    created_at, campaign_id, source)
  select $1, n.hmac, n.enc, n.key_id, n.tail, $6, $7, $8, $9, $10, $11, 'import'
  from unnest($2::bytea[], $3::bytea[], $4::text[], $5::text[]) as n(hmac, enc, key_id, tail)
  on conflict (tenant_id, number_hmac, (coalesce(campaign_id, '00000000-0000-0000-0000-000000000000')))
    where removed_at is null
  do update set expires_at = excluded.expires_at, source = excluded.source, reason = excluded.reason,
    import_id = excluded.import_id, created_by = excluded.created_by
  where suppressions.expires_at is not null and (${LONGER} suppressions.expires_at)
  returning 1`;

const ADD_LITIGATORS = `
  insert into dnc_litigators (tenant_id, number_hmac, number_enc, key_id, tail, import_id, reason, expires_at, created_by,
    created_at, source)
  select $1, n.hmac, n.enc, n.key_id, n.tail, $6, $7, $8, $9, $10, $11
  from unnest($2::bytea[], $3::bytea[], $4::text[], $5::text[]) as n(hmac, enc, key_id, tail)
  on conflict (tenant_id, number_hmac) where removed_at is null
  do update set expires_at = excluded.expires_at, source = excluded.source, reason = excluded.reason,
    import_id = excluded.import_id
  where dnc_litigators.expires_at is not null and (${LONGER} dnc_litigators.expires_at)
  returning 1`;

/** Of these numbers, those that any lead of the tenant has. */
export async function numbersOfLeads(tx: TenantTx, numbers: readonly Buffer[]): Promise<Buffer[]> {
  const rows = await tx.query<{ number_hmac: Buffer }>(
    'select distinct number_hmac from lead_phones where tenant_id = $1 and number_hmac = any($2::bytea[])',
    [tx.tenantId, numbers],
  );
  return rows.map((row) => row.number_hmac);
}
