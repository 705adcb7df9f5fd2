import type { SignedHead } from '../../ledger/verify/head.ts';
import type { TenantTx } from '../connect.ts';

type HeadRow = {
  size: string;
  root: Buffer;
  at: Date;
  restored_at: Date | null;
  signing_key: string;
  signature: Buffer;
};
const COLUMNS = 'size, root, at, restored_at, signing_key, signature';

/** The newest head, or the newest of at most `size` leaves; undefined where nothing has been sealed. */
export async function latestHead(tx: TenantTx, size?: number): Promise<SignedHead | undefined> {
  const rows = await tx.query<HeadRow>(
    `select ${COLUMNS} from ledger_heads where tenant_id = $1 and ($2::bigint is null or size <= $2)
     order by size desc limit 1`,
    [tx.tenantId, size ?? null],
  );
  return rows[0] && signedHead(tx.tenantId, rows[0]);
}

/** Heads of fewer than `below` leaves, newest first. */
export async function headsBelow(tx: TenantTx, below: number | null, limit: number): Promise<SignedHead[]> {
  const rows = await tx.query<HeadRow>(
    `select ${COLUMNS} from ledger_heads where tenant_id = $1 and ($2::bigint is null or size < $2)
     order by size desc limit $3`,
    [tx.tenantId, below, limit],
  );
  return rows.map((row) => signedHead(tx.tenantId, row));
}

/** The head of exactly so many leaves. */
export async function headOfSize(tx: TenantTx, size: number): Promise<SignedHead | undefined> {
  const head = await latestHead(tx, size);
  return head?.size === size ? head : undefined;
}

export type Batch = { head: SignedHead; firstSeq: number; entryIds: string[]; leaves: Buffer };

/** The first batch that has leaves at or after `seq`. */
export async function batchFrom(tx: TenantTx, seq: number): Promise<Batch | undefined> {
  const [row] = await tx.query<HeadRow & { first_seq: string; entry_ids: string[]; leaves: Buffer }>(
    `select ${COLUMNS}, first_seq, entry_ids::text[] as entry_ids, leaves from ledger_heads
     where tenant_id = $1 and size > $2 order by size limit 1`,
    [tx.tenantId, seq],
  );
  return (
    row && {
      head: signedHead(tx.tenantId, row),
      firstSeq: Number(row.first_seq),
      entryIds: row.entry_ids,
      leaves: row.leaves,
    }
  );
}

function signedHead(tenant: string, row: HeadRow): SignedHead {
  return {
    v: 1,
    tenant,
    size: Number(row.size),
    root: row.root.toString('hex'),
    at: row.at.toISOString(),
    restoredAt: row.restored_at?.toISOString() ?? null,
    key: row.signing_key,
    signature: row.signature.toString('base64'),
  };
}
