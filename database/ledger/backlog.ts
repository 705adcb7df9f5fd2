import type { TenantId } from '../../domain/ids.ts';
import type { Database } from '../connect.ts';

/** Entries of one tenant that no signed head covers yet; at most 100,000 are counted. */
export type Backlog = { tenantId: TenantId; entries: number; oldestAt: Date };

/** Every tenant that has entries waiting to be sealed. */
export async function readBacklog(database: Pick<Database, 'outsideTenants'>): Promise<Backlog[]> {
  const rows = await database.outsideTenants<{ tenant_id: TenantId; entries: string; oldest_at: Date }>(
    'select tenant_id, entries, oldest_at from ledger_backlog(null)',
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, entries: Number(row.entries), oldestAt: row.oldest_at }));
}

/** All that waits, and for how long the first of it has. */
export function waitingLongest(backlogs: readonly Backlog[], nowMs: number): { entries: number; waitingMs: number } {
  return {
    entries: backlogs.reduce((sum, { entries }) => sum + entries, 0),
    waitingMs: backlogs.reduce((longest, { oldestAt }) => Math.max(longest, nowMs - oldestAt.getTime()), 0),
  };
}
