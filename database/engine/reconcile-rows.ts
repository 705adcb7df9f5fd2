import type { AttemptId, CampaignId, TenantId } from '../../domain/ids.ts';
import type { AttemptState, CampaignStatus, CarrierName } from '../../domain/vocabulary.ts';
import type { Database, TenantTx } from '../connect.ts';

export type LeaseRow = { tenant_id: TenantId; attempt_id: AttemptId; media: boolean; acquired_at: Date };

/** Leases over all tenants that were taken before then, oldest first. */
export function leasesBefore(database: Pick<Database, 'outsideTenants'>, beforeMs: number): Promise<LeaseRow[]> {
  return database.outsideTenants<LeaseRow>('select * from leases_before($1)', [new Date(beforeMs)]);
}

export type LiveAttemptRow = {
  id: AttemptId;
  campaign_id: CampaignId | null;
  state: AttemptState;
  carrier: CarrierName;
  media: boolean;
  room: string;
  due_at: Date;
  intended_at: Date;
  dial_started_at: Date | null;
  fenced_at: Date | null;
  answered_at: Date | null;
  attempt_number: number;
  campaign_status: CampaignStatus | null;
  ring_timeout_ms: number | null;
  max_call_ms: number | null;
  priority: number | null;
};

export function readAttempts(tx: TenantTx, ids: readonly string[]): Promise<LiveAttemptRow[]> {
  return tx.query<LiveAttemptRow>(
    `select a.id, a.campaign_id, a.state, a.carrier, a.carrier <> 'fake' as media, a.room, a.due_at, a.intended_at,
       a.dial_started_at, a.fenced_at, a.answered_at, a.attempt_number, c.status as campaign_status, c.ring_timeout_ms,
       c.max_call_ms, cl.priority
     from attempts a
     left join campaigns c on c.tenant_id = a.tenant_id and c.id = a.campaign_id
     left join campaign_leads cl on cl.tenant_id = a.tenant_id and cl.campaign_id = a.campaign_id and cl.lead_id = a.lead_id
     where a.tenant_id = $1 and a.id = any($2::uuid[])`,
    [tx.tenantId, ids],
  );
}

/** A lease whose attempt has ended, or does not exist: nothing can be up under it. */
export async function releaseLease(tx: TenantTx, attemptId: AttemptId): Promise<void> {
  await tx.query(`delete from leases where tenant_id = $1 and attempt_id = $2`, [tx.tenantId, attemptId]);
}

/** When this database was last restored from a backup; null for never. */
export async function restoredAt(database: Pick<Database, 'outsideTenants'>): Promise<number | null> {
  const [row] = await database.outsideTenants<{ value: unknown }>(
    `select value from installation where key = 'restored_at'`,
  );
  const at = typeof row?.value === 'string' ? Date.parse(row.value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

export function outboxDue(
  database: Pick<Database, 'outsideTenants'>,
  limit: number,
): Promise<{ tenant_id: TenantId; id: string }[]> {
  return database.outsideTenants<{ tenant_id: TenantId; id: string }>('select * from outbox_due($1)', [limit]);
}

export async function allTenants(database: Pick<Database, 'outsideTenants'>): Promise<TenantId[]> {
  const rows = await database.outsideTenants<{ id: TenantId }>('select tenant_ids() as id');
  return rows.map((row) => row.id);
}

/** Next months' partitions, answers kept for repeated requests, voice workers that are long gone. */
export async function tidy(database: Database, nowMs: number): Promise<void> {
  await database.outsideTenants('select ensure_partitions()');
  await database.outsideTenants(`delete from voice_workers where heartbeat_at < $1`, [new Date(nowMs - 3_600_000)]);
  for (const tenantId of await allTenants(database)) {
    await database.inTenant(tenantId, (tx) =>
      tx.query(`delete from idempotency_keys where created_at < $1`, [new Date(nowMs - 24 * 3_600_000)]),
    );
  }
}
