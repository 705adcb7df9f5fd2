import type { OptOutStatus, SuppressionSource } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

export type OptOutRow = {
  id: string;
  tail: string | null;
  campaign_id: string | null;
  source: SuppressionSource;
  reason: string;
  evidence_enc: Buffer | null;
  key_id: string | null;
  attempt_id: string | null;
  created_by: string;
  newly_listed: boolean;
  received_at: Date;
  suppressed_at: Date;
  enforced_at: Date | null;
  status: OptOutStatus;
  settled_at: Date | null;
  checks: number;
};

/** Newest first, from below `before`. */
export function readOptOuts(
  tx: TenantTx,
  filter: {
    before: string | null;
    numberHmac: Buffer | null;
    status: OptOutStatus | null;
    source: SuppressionSource | null;
  },
  limit: number,
): Promise<OptOutRow[]> {
  return tx.query<OptOutRow>(
    `select * from opt_outs where tenant_id = $1 and ($2::uuid is null or id < $2)
       and ($3::bytea is null or number_hmac = $3) and ($4::text is null or status = $4)
       and ($5::text is null or source = $5)
     order by id desc limit $6`,
    [tx.tenantId, filter.before, filter.numberHmac, filter.status, filter.source, limit],
  );
}

export async function readOptOut(tx: TenantTx, id: string): Promise<OptOutRow | undefined> {
  const [row] = await tx.query<OptOutRow>('select * from opt_outs where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row;
}

export type OptOutLedgerRow = { id: string; kind: string; seq: number | null };

/** Its entries in the ledger with their places in the sealed tree: the first head that reaches as far has them. */
export function readLedgerOfOptOut(tx: TenantTx, id: string): Promise<OptOutLedgerRow[]> {
  return tx.query<OptOutLedgerRow>(
    `select e.id, e.kind, (h.first_seq + array_position(h.entry_ids, e.id) - 1)::int as seq
     from opt_outs o join ledger_entries e on e.tenant_id = o.tenant_id and e.id = any(o.ledger_ids)
     left join lateral (select first_seq, entry_ids from ledger_heads h
       where h.tenant_id = e.tenant_id and (h.last_xid, h.last_id) >= (e.xid, e.id)
       order by h.last_xid, h.last_id limit 1) h on true
     where o.tenant_id = $1 and o.id = $2 order by e.id`,
    [tx.tenantId, id],
  );
}
