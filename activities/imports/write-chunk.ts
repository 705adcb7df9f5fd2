import type { TenantTx } from '../../database/connect.ts';
import type { ZoneTable } from '../../domain/time.ts';
import type { ImportDeps } from './deps.ts';
import { changeLeads } from './change-leads.ts';
import { recordListConsent } from './list-consent.ts';
import { placeLeads } from './place-leads.ts';
import type { PreparedChunk } from './prepare-chunk.ts';
import { screenImport } from './screen-import.ts';

export type ReimportPolicy = 'skip' | 'update' | 'new';

export interface ChunkTarget {
  importId: string;
  listId: string;
  policy: ReimportPolicy;
  /** Where the chunk before ended: what the import's row must say for this chunk to be the next. */
  fromOffset: number;
}

export type ChunkWritten = 'written' | 'not-next';

export interface Writing {
  nowMs: number;
  zones: ZoneTable;
  /** The chunk before is committed. Rejects when it was not. */
  before: Promise<void>;
  /** Called when the next chunk may take its turn. */
  placed: () => void;
}

/**
 * Brings a staged chunk into the list: leads, rejected rows, counters and the next offset, in the caller's transaction,
 * which has taken its turn (take-turn.ts). New leads are inserted while the chunk before is still being written, unless
 * that one may change leads of the list; everything else comes after it. `not-next` when another run of the activity has
 * got further, or the import has ended: roll back then.
 */
export async function writeChunk(
  deps: Pick<ImportDeps, 'keyring' | 'registry' | 'rules'>,
  tx: TenantTx,
  target: ChunkTarget,
  chunk: PreparedChunk,
  { nowMs, zones, before, placed }: Writing,
): Promise<ChunkWritten> {
  const { importId, listId, policy, fromOffset } = target;
  const { keyId, twins } = chunk;
  if (policy !== 'skip') await before;
  const accepted = await placeLeads(tx, { listId, importId, keyId, twins, before, placed });
  const duplicate = chunk.rowsRead - chunk.rejected - accepted;
  const updated = duplicate > 0 && policy !== 'skip' ? await changeLeads(tx, { policy, listId, keyId }) : 0;
  if (accepted > 0) await recordListConsent(tx, { importId, listId, nowMs });
  const suppressed = accepted > 0 ? await screenImport(deps, tx, { nowMs, zones, keyId }) : 0;
  if (chunk.rejected > 0) await insertRejections(tx, importId, keyId);
  const { rowCount } = await tx.client.query(
    `update imports set file_offset = $4, next_line = $5, rows_read = rows_read + $6, accepted = accepted + $7,
       rejected = rejected + $8, duplicate = duplicate + $9, updated = updated + $10, suppressed = suppressed + $11
     where tenant_id = $1 and id = $2 and file_offset = $3 and status = 'running'`,
    [
      tx.tenantId,
      importId,
      fromOffset,
      chunk.next.offset,
      chunk.next.line,
      chunk.rowsRead,
      accepted,
      chunk.rejected,
      duplicate,
      updated,
      suppressed,
    ],
  );
  return rowCount === 1 ? 'written' : 'not-next';
}

async function insertRejections(tx: TenantTx, importId: string, keyId: string): Promise<void> {
  await tx.client.query(
    `insert into import_rejections (tenant_id, import_id, line, column_name, reason, remedy, cells_enc, key_id)
     select $1, $2, line, column_name, reason, remedy, cells_enc, $3 from staged_rejections order by line`,
    [tx.tenantId, importId, keyId],
  );
}
