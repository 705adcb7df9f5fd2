import type { TenantTx } from '../connect.ts';

/**
 * Moves a demonstration's clock forward to an offset. Stored times are real ones that rules read with the offset added,
 * so what has happened and what is due lie by as much earlier from then on: a call of nine o'clock stays one of nine
 * o'clock. Consents and lists of registries are evidence and stay as they are: on that clock they get younger. Nothing
 * may be ringing. Never back. @throws when the clock would go back, or the tenant has none.
 */
export async function moveClock(tx: TenantTx, offsetMs: number): Promise<void> {
  const [tenant] = await tx.query<{ offset: string | null }>(
    'select clock_offset_ms as offset from tenants where id = $1 for update',
    [tx.tenantId],
  );
  if (!tenant || tenant.offset === null) throw new Error('this tenant has no demonstration clock');
  const forward = offsetMs - Number(tenant.offset);
  if (forward < 0) throw new Error('a demonstration clock is never set back');
  await tx.query('update tenants set clock_offset_ms = $2 where id = $1', [tx.tenantId, offsetMs]);
  await tx.query(
    `update campaign_leads set next_attempt_at = next_attempt_at - $2 * interval '1 ms',
       callback_at = callback_at - $2 * interval '1 ms', callback_moved_from = callback_moved_from - $2 * interval '1 ms'
     where tenant_id = $1 and state = 'waiting'`,
    [tx.tenantId, forward],
  );
  for (const [table, columns] of Object.entries(HAPPENED)) {
    const moved = columns.map((column) => `${column} = ${column} - $2 * interval '1 ms'`).join(', ');
    await tx.query(`update ${table} set ${moved} where tenant_id = $1`, [tx.tenantId, forward]);
  }
}

const HAPPENED = {
  attempts: ['due_at', 'intended_at', 'dial_started_at', 'ringing_at', 'answered_at', 'ended_at'],
  calls: ['due_at', 'answered_at', 'ended_at'],
};
