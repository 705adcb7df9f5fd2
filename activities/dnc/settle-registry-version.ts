import type { TenantTx } from '../../database/connect.ts';
import { activateVersion } from '../../database/dnc/activate-version.ts';
import { readOwnVersion } from '../../database/dnc/dnc-version.ts';
import { endVersion } from '../../database/dnc/end-version.ts';
import { removeVersion } from '../../registry/versions.ts';
import type { RegistryDeps } from './deps.ts';
import type { RegistryLoadEnd, RegistryLoadRef } from './interface.ts';

const BY = 'engine';
const BASE_GONE = 'Another version came into force while this file of changes was read: upload it again.';

/** See RegistryActivities. The uploaded file goes: its sum, and every number in it, are accounted for. */
export async function settleRegistryVersion(
  { database, files, root, clock }: RegistryDeps,
  { tenantId, versionId, end }: RegistryLoadRef & { end: RegistryLoadEnd },
): Promise<{ status: string }> {
  const nowMs = clock.now();
  const row = await database.inTenant(tenantId, async (tx) => {
    await settle(tx, versionId, end, nowMs);
    return readOwnVersion(tx, versionId);
  });
  if (!row) return { status: 'failed' };
  await files.remove(row.file_key);
  if (row.status === 'failed' || row.status === 'cancelled') await removeVersion(root, versionId);
  return { status: row.status };
}

async function settle(tx: TenantTx, versionId: string, end: RegistryLoadEnd, nowMs: number): Promise<void> {
  const about = { versionId, from: 'building' as const, nowMs };
  switch (end.kind) {
    case 'in-force': {
      const { kind } = await activateVersion(tx, { ...about, by: BY });
      if (kind === 'base-gone') await endVersion(tx, { ...about, status: 'failed', error: BASE_GONE, by: BY });
      if (kind === 'overtaken') await endVersion(tx, { ...about, status: 'awaiting-approval', error: null, by: BY });
      return;
    }
    case 'awaiting-approval':
      await endVersion(tx, { ...about, status: 'awaiting-approval', error: null, by: BY });
      return;
    case 'cancelled':
      await endVersion(tx, { ...about, status: 'cancelled', error: null, by: end.by });
      return;
    case 'failed':
      await endVersion(tx, { ...about, status: 'failed', error: end.sentence, by: BY });
  }
}
