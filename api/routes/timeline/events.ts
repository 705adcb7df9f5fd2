import type { TenantTx } from '../../../database/connect.ts';
import type { TimelineEvent } from '../../contract/timeline.ts';
import { type EventRow, presentEvent } from '../../sse/event-row.ts';

/** What happened to a lead, or in a call, newest first. */
export async function readEvents(
  tx: TenantTx,
  of: { leadId: string } | { callId: string },
  limit = 200,
): Promise<TimelineEvent[]> {
  const [column, id] = 'leadId' in of ? ['lead_id', of.leadId] : ['call_id', of.callId];
  const rows = await tx.query<EventRow>(
    `select id, at, type, campaign_id, lead_id, call_id, import_id, agent_id, data from events
     where tenant_id = $1 and ${column} = $2 order by id desc limit $3`,
    [tx.tenantId, id, limit],
  );
  return rows.map(presentEvent);
}
