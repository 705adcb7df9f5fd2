import type { Database } from '../../../database/connect.ts';
import { addEvents } from '../../../database/engine/add-events.ts';
import type { TenantId } from '../../../domain/ids.ts';

/** Rooms of test sessions have names of their own: the engine's sweepers leave them alone. */
export function testRoom(tenantId: TenantId, callId: string): string {
  return `test_${tenantId}_${callId}`;
}

export function testCallOfRoom(room: string): { tenantId: TenantId; callId: string } | null {
  const [, tenantId, callId] = /^test_([0-9a-f-]{36})_([0-9a-f-]{36})$/.exec(room) ?? [];
  return tenantId && callId ? { tenantId: tenantId as TenantId, callId } : null;
}

/** Closes the books of a test session. Doing it twice changes nothing. */
export async function endTestCall(
  database: Pick<Database, 'inTenant'>,
  { tenantId, callId }: { tenantId: TenantId; callId: string },
  nowMs: number,
): Promise<void> {
  await database.inTenant(tenantId, async (tx) => {
    const [ended] = await tx.query<{ agent_id: string }>(
      `update calls set state = 'ended', ended_at = $3, disposition = 'completed',
         talk_ms = greatest(0, extract(epoch from ($3::timestamptz - coalesce(answered_at, due_at))) * 1000)::int
       where tenant_id = $1 and id = $2 and kind = 'test' and state <> 'ended' returning agent_id`,
      [tenantId, callId, new Date(nowMs)],
    );
    if (ended)
      await addEvents(tx, nowMs, [{ type: 'call.ended', callId, agentId: ended.agent_id, data: { kind: 'test' } }]);
  });
}
