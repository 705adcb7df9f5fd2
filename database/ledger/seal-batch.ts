import { growTree } from '../../domain/ledger/growing-tree.ts';
import { nodeHash } from '../../ledger/hashing.ts';
import type { Signer } from '../../ledger/signing.ts';
import { headBytes, type SignedHead } from '../../ledger/verify/head.ts';
import type { TenantTx } from '../connect.ts';
import { appendLedger } from './append.ts';

type LastHead = { size: string; frontier: Buffer; last_xid: string; last_id: string; restored_at: Date | null };
type Pending = { id: string; xid: string; leaf: Buffer };

/** Before the first head: below every entry. */
const NOTHING: LastHead = {
  size: '0',
  frontier: Buffer.alloc(0),
  last_xid: '0',
  last_id: '00000000-0000-0000-0000-000000000000',
  restored_at: null,
};
/** Leaves of one batch. */
export const MOST_LEAVES = 1000;

/**
 * Seals the tenant's next entries: gives them their sequence numbers, grows the tree by them and signs its head, all in
 * the caller's transaction. Entries count once every later reader will see them too (below the snapshot horizon), in the
 * order of (xid, id), so none is ever passed over. Undefined: nothing to seal, or somebody else seals at this moment.
 * @throws when the ledger counts from below the sealed entries, as after a dump was loaded and before its count is taken up
 * (resume-count.ts): nothing would be sealed.
 */
export async function sealBatch(tx: TenantTx, signer: Signer, nowMs: number): Promise<SignedHead | undefined> {
  const [lock] = await tx.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('ledger ' || $1::text, 0)) as mine`,
    [tx.tenantId],
  );
  if (!lock?.mine) return undefined;
  const [found] = await tx.query<LastHead>(
    `select size, frontier, last_xid::text, last_id, restored_at from ledger_heads
     where tenant_id = $1 order by size desc limit 1`,
    [tx.tenantId],
  );
  const last = found ?? NOTHING;
  const restoredAt = await noteRestore(tx, last, nowMs);
  const pending = await readPending(tx, last);
  if (pending.length === 0) return undefined;
  return writeHead(tx, signer, { last, pending, restoredAt, nowMs });
}

async function readPending(tx: TenantTx, last: LastHead): Promise<Pending[]> {
  const [count] = await tx.query<{ behind: boolean }>(`select ledger_horizon() <= $1::xid8 as behind`, [last.last_xid]);
  if (count?.behind)
    throw new Error('the count of the ledger is behind what is sealed: take it up with ledger_resume_count()');
  return tx.query<Pending>(
    // Ordered by the column, not by the text of the same name: as text, 1000 comes before 999.
    `select e.id, e.xid::text as xid, e.leaf from ledger_entries e
     where e.tenant_id = $1 and (e.xid, e.id) > ($2::xid8, $3::uuid) and e.xid < ledger_horizon()
     order by e.xid, e.id limit $4`,
    [tx.tenantId, last.last_xid, last.last_id, MOST_LEAVES],
  );
}

async function writeHead(
  tx: TenantTx,
  signer: Signer,
  { last, pending, restoredAt, nowMs }: { last: LastHead; pending: Pending[]; restoredAt: Date | null; nowMs: number },
): Promise<SignedHead> {
  const firstSeq = Number(last.size);
  const nodes: { level: number; index: number; hash: string }[] = [];
  const tree = growTree(nodeHash, { size: firstSeq, frontier: hashesOf(last.frontier) }, (level, index, hash) => {
    if (level % 8 === 0) nodes.push({ level, index, hash: Buffer.from(hash).toString('hex') });
  });
  for (const { leaf } of pending) tree.add(leaf);
  const end = pending.at(-1);
  const root = Buffer.from(tree.root());
  const unsigned = {
    v: 1,
    tenant: tx.tenantId,
    size: tree.size,
    root: root.toString('hex'),
    at: new Date(nowMs).toISOString(),
    restoredAt: restoredAt?.toISOString() ?? null,
    key: signer.id,
  } as const;
  const signature = signer.sign(headBytes(unsigned));
  await tx.query(
    `with nodes as (
       insert into ledger_nodes (tenant_id, level, index, hash)
       select $1, n.level, n.index, decode(n.hash, 'hex')
       from jsonb_to_recordset($14::jsonb) as n(level smallint, index bigint, hash text)
     )
     insert into ledger_heads (tenant_id, size, first_seq, root, at, restored_at, signing_key, signature, entry_ids,
       leaves, frontier, last_xid, last_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      tx.tenantId,
      tree.size,
      firstSeq,
      root,
      unsigned.at,
      restoredAt,
      signer.id,
      signature,
      pending.map(({ id }) => id),
      Buffer.concat(pending.map(({ leaf }) => leaf)),
      Buffer.concat(tree.frontier),
      end?.xid,
      end?.id,
      JSON.stringify(nodes),
    ],
  );
  await tx.query('select ledger_sealed_up_to($1::xid8)', [end?.xid]);
  return { ...unsigned, signature: signature.toString('base64') };
}

/**
 * A database that was restored may have forgotten entries that were sealed and shown. Its heads say so from then on, and
 * the ledger has an entry of it, written once.
 */
async function noteRestore(tx: TenantTx, last: LastHead, nowMs: number): Promise<Date | null> {
  const [mark] = await tx.query<{ at: string }>(
    `select value #>> '{}' as at from installation where key = 'restored_at'`,
  );
  const restoredAt = mark ? new Date(mark.at) : null;
  if (restoredAt === null || last.size === '0' || last.restored_at?.getTime() === restoredAt.getTime())
    return restoredAt;
  const noted = await tx.query(
    `select from ledger_entries where tenant_id = $1 and (xid, id) > ($2::xid8, $3::uuid) and kind = 'restore' limit 1`,
    [tx.tenantId, last.last_xid, last.last_id],
  );
  if (noted.length === 0) {
    const body = { restoredAt: restoredAt.toISOString(), sealedEntries: Number(last.size) };
    await appendLedger(tx, nowMs, [{ kind: 'restore', actor: 'engine', body }]);
  }
  return restoredAt;
}

/** Hashes that are kept in one value. */
export function hashesOf(joined: Buffer): Buffer[] {
  return Array.from({ length: joined.length / 32 }, (_, index) => joined.subarray(index * 32, index * 32 + 32));
}
