import type { Database, TenantTx } from '../../database/connect.ts';
import { type Batch, batchFrom } from '../../database/ledger/heads.ts';
import { entriesById, type EntryRow, lineOf } from '../../database/ledger/read-entries.ts';
import { hashOfBlock } from '../../database/ledger/read-tree.ts';
import { publicKeys } from '../../database/ledger/signing-keys.ts';
import type { TenantId } from '../../domain/ids.ts';
import { blocksOf, type Range } from '../../domain/ledger/tree.ts';
import { EXPORT_FORMAT, type Manifest } from '../../ledger/verify/export-format.ts';
import type { PublicKey } from '../../ledger/verify/head.ts';

export interface ExportScope extends Range {
  tenantId: TenantId;
  /** Leaves under the head that it ends at. */
  size: number;
}

/** Batch by batch, a short transaction each: a slow disk holds nothing. */
async function* batches(database: Pick<Database, 'inTenant'>, scope: ExportScope, until: number) {
  for (let seq = scope.start; seq < until; ) {
    const batch = await database.inTenant(scope.tenantId, (tx) => batchFrom(tx, seq));
    if (!batch) return;
    yield batch;
    seq = batch.head.size;
  }
}

/** The part of a batch that lies in the range. */
function within(batch: Batch, { start, end }: Range): { from: number; to: number } {
  return { from: Math.max(0, start - batch.firstSeq), to: Math.min(batch.entryIds.length, end - batch.firstSeq) };
}

/** Lines of the entries that are there, in the order in which they were sealed. One that is gone leaves no line. */
export async function* entryLines(
  database: Pick<Database, 'inTenant'>,
  scope: ExportScope,
  onBatch: (lines: number) => Promise<void>,
): AsyncGenerator<string> {
  for await (const { rows } of entriesOf(database, scope)) {
    yield rows.map(([, row]) => `${lineOf(scope.tenantId, row)}\n`).join('');
    await onBatch(rows.length);
  }
}

/** Ciphertexts of the personal data of entries. */
export async function* personalLines(database: Pick<Database, 'inTenant'>, scope: ExportScope): AsyncGenerator<string> {
  for await (const { rows } of entriesOf(database, scope))
    for (const [seq, { personal_enc: sealed }] of rows)
      if (sealed !== null) yield `${JSON.stringify({ seq, sealed: sealed.toString('base64') })}\n`;
}

async function* entriesOf(database: Pick<Database, 'inTenant'>, scope: ExportScope) {
  for await (const batch of batches(database, scope, scope.end)) {
    const { from, to } = within(batch, scope);
    const ids = batch.entryIds.slice(from, to);
    const found = await database.inTenant(scope.tenantId, (tx) => entriesById(tx, ids));
    const rows = ids.flatMap((id, index): [number, EntryRow][] => {
      const row = found.get(id);
      return row ? [[batch.firstSeq + from + index, row]] : [];
    });
    yield { rows };
  }
}

/** Leaves as they were sealed. */
export async function* leafBytes(database: Pick<Database, 'inTenant'>, scope: ExportScope): AsyncGenerator<Buffer> {
  for await (const batch of batches(database, scope, scope.end)) {
    const { from, to } = within(batch, scope);
    yield batch.leaves.subarray(from * 32, to * 32);
  }
}

/** Heads over the entries, and the one that the export ends at. */
export async function* headLines(database: Pick<Database, 'inTenant'>, scope: ExportScope): AsyncGenerator<string> {
  let last = 0;
  for await (const { head } of batches(database, scope, scope.end)) {
    if (head.size > scope.end && head.size !== scope.size) break;
    last = head.size;
    yield `${JSON.stringify(head)}\n`;
  }
  if (last === scope.size) return;
  const final = await database.inTenant(scope.tenantId, (tx) => batchFrom(tx, scope.size - 1));
  if (final) yield `${JSON.stringify(final.head)}\n`;
}

/** What leads from the entries to the signed root, and the keys that signed. */
export async function describeExport(
  tx: TenantTx,
  { tenantId, start, end, size }: ExportScope,
  nowMs: number,
): Promise<{ manifest: Manifest; keys: PublicKey[] }> {
  const hashes = async (range: Range) => {
    const out: string[] = [];
    for (const block of blocksOf(range)) out.push(Buffer.from(await hashOfBlock(tx, block)).toString('hex'));
    return out;
  };
  const manifest: Manifest = {
    format: EXPORT_FORMAT,
    version: 1,
    tenant: tenantId,
    from: start,
    to: end,
    size,
    left: await hashes({ start: 0, end: start }),
    right: await hashes({ start: end, end: size }),
    createdAt: new Date(nowMs).toISOString(),
  };
  return { manifest, keys: await publicKeys(tx) };
}
