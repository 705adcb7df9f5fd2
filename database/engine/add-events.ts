import type { TenantTx } from '../connect.ts';
import { uuidv7 } from './uuidv7.ts';

/** One line of the timeline and of the live streams. `data` holds no personal data. */
export interface NewEvent {
  type: string;
  campaignId?: string | null;
  leadId?: string | null;
  callId?: string | null;
  agentId?: string | null;
  data?: Record<string, unknown>;
}

/** Appends events in the caller's transaction, in one statement. */
export async function addEvents(tx: TenantTx, atMs: number, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `insert into events (tenant_id, id, at, type, campaign_id, lead_id, call_id, agent_id, data)
     select $1, e.id, $2, e.type, e.campaign_id, e.lead_id, e.call_id, e.agent_id, e.data
     from jsonb_to_recordset($3::jsonb)
       as e(id uuid, type text, campaign_id uuid, lead_id uuid, call_id uuid, agent_id uuid, data jsonb)`,
    [
      tx.tenantId,
      new Date(atMs),
      JSON.stringify(
        events.map((event) => ({
          id: uuidv7(atMs),
          type: event.type,
          campaign_id: event.campaignId ?? null,
          lead_id: event.leadId ?? null,
          call_id: event.callId ?? null,
          agent_id: event.agentId ?? null,
          data: event.data ?? {},
        })),
      ),
    ],
  );
}
