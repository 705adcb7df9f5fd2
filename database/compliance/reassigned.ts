import type { TenantTx } from '../connect.ts';

export interface ReassignedAnswer {
  numberHmac: Buffer;
  /** 'yes': disconnected on or after `consentAt`. 'unknown': it was asked and could not say. */
  state: 'no' | 'yes' | 'unknown';
  /** The date of consent that was asked about. */
  consentAt: Date;
  /** The state of the data that answered. */
  asOf: Date;
  source: string;
}

/** Keeps the newest answer of each number; one whose data is older than what is kept changes nothing. */
export async function recordReassigned(
  tx: TenantTx,
  answers: readonly ReassignedAnswer[],
  nowMs: number,
): Promise<number> {
  if (answers.length === 0) return 0;
  const rows = await tx.query(
    `insert into reassigned_numbers (tenant_id, number_hmac, state, consent_at, as_of, source, asked_at)
     select distinct on (a.number_hmac) $1, decode(a.number_hmac, 'hex'), a.state, a.consent_at, a.as_of, a.source, $3
     from jsonb_to_recordset($2::jsonb) as a(number_hmac text, state text, consent_at timestamptz, as_of timestamptz,
       source text)
     order by a.number_hmac, a.as_of desc
     on conflict (tenant_id, number_hmac) do update set state = excluded.state, consent_at = excluded.consent_at,
       as_of = excluded.as_of, source = excluded.source, asked_at = excluded.asked_at
     where excluded.as_of >= reassigned_numbers.as_of
     returning 1`,
    [
      tx.tenantId,
      JSON.stringify(
        answers.map(({ numberHmac, state, consentAt, asOf, source }) => ({
          number_hmac: numberHmac.toString('hex'),
          state,
          consent_at: consentAt.toISOString(),
          as_of: asOf.toISOString(),
          source,
        })),
      ),
      new Date(nowMs),
    ],
  );
  return rows.length;
}
