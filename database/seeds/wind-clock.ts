import type { EpochMs, ZoneTable } from '../../domain/time.ts';
import type { TenantTx } from '../connect.ts';
import { demonstrationOffsetMs, hasPeopleToCall } from './demonstration-clock.ts';

/**
 * The demonstration's clock runs on at the real pace, also while nothing runs: a start in the evening would go on at
 * night. It is then wound forward to the next Tuesday morning, never back, and what was due on that clock comes nearer
 * by as much. Resolves with the offset in milliseconds.
 */
export async function windClock(tx: TenantTx, { zones, now }: { zones: ZoneTable; now: EpochMs }): Promise<number> {
  const [tenant] = await tx.query<{ offset: string | null }>(
    'select clock_offset_ms as offset from tenants where id = $1 for update',
    [tx.tenantId],
  );
  const offset = Number(tenant?.offset ?? 0);
  if (hasPeopleToCall(zones, now + offset)) return offset;
  const forward = demonstrationOffsetMs(zones, now + offset);
  await tx.query('update tenants set clock_offset_ms = $2 where id = $1', [tx.tenantId, offset + forward]);
  await tx.query(
    `update campaign_leads set next_attempt_at = next_attempt_at - $2 * interval '1 ms',
       callback_at = callback_at - $2 * interval '1 ms', callback_moved_from = callback_moved_from - $2 * interval '1 ms'
     where tenant_id = $1 and state = 'waiting'`,
    [tx.tenantId, forward],
  );
  return offset + forward;
}
