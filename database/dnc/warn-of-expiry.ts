import { DAY_MS } from '../../domain/time.ts';
import type { TenantTx } from '../connect.ts';
import { addEvents } from '../engine/add-events.ts';

/** A tenant is told so many days before a list that it uses is too old, and on the day. */
const WARN_DAYS = [0, 1, 7] as const;

export interface ListAge {
  list: string;
  /** Until the version in force may not be used any more; negative since. */
  daysLeft: number;
}

type Row = {
  id: string;
  list: string;
  version_id: string;
  valid_until: Date;
  warned_version_id: string | null;
  warned_days: number | null;
};

/**
 * Writes `dnc.list-expiring` or `dnc.list-expired` into the timeline where a day has come, once a version and day.
 * Resolves with how old each list in use is, for the metrics.
 */
export async function warnOfExpiry(tx: TenantTx, nowMs: number): Promise<ListAge[]> {
  const rows = await tx.query<Row>(
    `select s.id, s.list, v.id as version_id, v.valid_until, s.warned_version_id, s.warned_days
     from dnc_subscriptions s
     join dnc_list_versions v on v.tenant_id = s.list_tenant_id and v.list_id = s.list_id and v.status = 'active'
     where s.tenant_id = $1 and s.accepted_at is not null and s.ended_at is null
     for update of s`,
    [tx.tenantId],
  );
  const ages: ListAge[] = [];
  for (const row of rows) {
    const daysLeft = (row.valid_until.getTime() - nowMs) / DAY_MS;
    ages.push({ list: row.list, daysLeft });
    const due = WARN_DAYS.find((days) => daysLeft <= days);
    const warned = row.warned_version_id === row.version_id ? row.warned_days : null;
    if (due === undefined || (warned !== null && warned <= due)) continue;
    await tx.query(
      'update dnc_subscriptions set warned_version_id = $3, warned_days = $4 where tenant_id = $1 and id = $2',
      [...[tx.tenantId, row.id, row.version_id, due]],
    );
    const type = due === 0 ? 'dnc.list-expired' : 'dnc.list-expiring';
    const validUntil = row.valid_until.toISOString();
    await addEvents(tx, nowMs, [{ type, data: { list: row.list, versionId: row.version_id, validUntil, days: due } }]);
  }
  return ages;
}
