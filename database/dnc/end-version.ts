import type { TenantTx } from '../connect.ts';
import { addEvents } from '../engine/add-events.ts';
import type { VersionStatus } from './dnc-version.ts';

/** Says of a version that was never in force how it ended, once, in the row and the timeline. False: it had ended. */
export async function endVersion(
  tx: TenantTx,
  {
    versionId,
    status,
    from,
    error,
    by,
    nowMs,
  }: {
    versionId: string;
    status: Extract<VersionStatus, 'awaiting-approval' | 'rejected' | 'cancelled' | 'failed'>;
    from: Extract<VersionStatus, 'building' | 'awaiting-approval'>;
    error: string | null;
    by: string;
    nowMs: number;
  },
): Promise<boolean> {
  const rows = await tx.query<{ list: string; doubts: { kind: string }[] }>(
    `update dnc_list_versions v set status = $3, error = $4 from dnc_lists l
     where v.tenant_id = $1 and v.id = $2 and v.status = $5 and l.tenant_id = v.tenant_id and l.id = v.list_id
     returning l.list, v.doubts`,
    [tx.tenantId, versionId, status, error, from],
  );
  const [row] = rows;
  if (!row) return false;
  const doubts = row.doubts.map(({ kind }) => kind);
  await addEvents(tx, nowMs, [
    {
      type: `dnc.version-${status}`,
      data: { list: row.list, versionId, by, ...(doubts.length > 0 ? { doubts } : {}) },
    },
  ]);
  return true;
}
