import type { OwnEntryRow } from '../../../database/dnc/own-entry.ts';
import type { Keyring } from '../../../keyring/keyring.ts';
import type { Principal } from '../../auth/principal.ts';
import type { OwnEntry } from '../../contract/own-entry.ts';
import { numberFor } from '../../http/masked-number.ts';

/** What every entry of a tenant's own lists tells, its number as the asker may see it. */
export function presentEntry(row: OwnEntryRow, principal: Principal, keyring: Keyring): OwnEntry {
  return {
    id: row.id,
    number: numberFor(row, principal, keyring),
    reason: row.reason,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    removedAt: row.removed_at?.toISOString() ?? null,
    removedBy: row.removed_by,
    removedReason: row.removed_reason,
  };
}
