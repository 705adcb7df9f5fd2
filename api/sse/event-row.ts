import type { TimelineEvent } from '../contract/timeline.ts';

export type EventRow = {
  id: string;
  at: Date;
  type: string;
  campaign_id: string | null;
  lead_id: string | null;
  call_id: string | null;
  import_id: string | null;
  agent_id: string | null;
  data: unknown;
};

/** An event as streams and timelines tell it. */
export function presentEvent(row: EventRow): TimelineEvent {
  return {
    id: row.id,
    at: row.at.toISOString(),
    type: row.type,
    campaignId: row.campaign_id,
    leadId: row.lead_id,
    callId: row.call_id,
    importId: row.import_id,
    agentId: row.agent_id,
    data: row.data,
  };
}
