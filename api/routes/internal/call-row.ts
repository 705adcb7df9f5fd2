import type { TenantTx } from '../../../database/connect.ts';
import type { AgentId, AttemptId, CampaignId } from '../../../domain/ids.ts';
import type { CallKind, ContactKind } from '../../../domain/vocabulary.ts';

/** Everything that a conversation is prepared from, besides the agent's providers. */
export type CallRow = {
  id: AttemptId;
  kind: CallKind;
  agent_id: AgentId;
  campaign_id: CampaignId | null;
  lead_id: string | null;
  agent_name: string;
  agent_config: Record<string, unknown>;
  agent_version: number;
  tenant_name: string;
  tenant_settings: Record<string, unknown>;
  clock_offset_ms: string | null;
  campaign_name: string | null;
  campaign_subject: string | null;
  /** Null for calls without a campaign. */
  call_kind: ContactKind | null;
  automated_voice: boolean | null;
  overrides: Record<string, unknown> | null;
  calling_window: Record<string, unknown> | null;
  max_call_ms: number | null;
  voicemail_policy: 'hang-up' | 'leave-message' | null;
  phone_position: number | null;
  number_enc: Buffer | null;
  key_id: string | null;
  first_name: string | null;
  last_name: string | null;
  company: string | null;
  email: string | null;
  city: string | null;
  state: string | null;
  postal_code: string | null;
  country: string | null;
  time_zone: string | null;
  external_id: string | null;
  custom: Record<string, unknown> | null;
};

/** A call that is live: not ended, not fenced. Undefined otherwise. */
export async function readLiveCall(tx: TenantTx, attemptId: AttemptId): Promise<CallRow | undefined> {
  const rows = await tx.query<CallRow>(
    `select c.id, c.kind, c.agent_id, c.campaign_id, c.lead_id, ag.name as agent_name, ag.config as agent_config,
       ag.version as agent_version, t.name as tenant_name, t.settings as tenant_settings, t.clock_offset_ms,
       ca.name as campaign_name, ca.subject as campaign_subject, ca.call_kind, ca.automated_voice, ca.overrides, ca.calling_window, ca.max_call_ms,
       ca.voicemail_policy,
       at.phone_position, at.number_enc, at.key_id,
       l.first_name, l.last_name, l.company, l.email, l.city, l.state, l.postal_code, l.country, l.time_zone, l.external_id,
       l.custom
     from calls c
     join agents ag on ag.tenant_id = c.tenant_id and ag.id = c.agent_id
     join tenants t on t.id = c.tenant_id
     left join attempts at on at.tenant_id = c.tenant_id and at.id = c.id
     left join campaigns ca on ca.tenant_id = c.tenant_id and ca.id = c.campaign_id
     left join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
     where c.tenant_id = $1 and c.id = $2 and c.state <> 'ended' and at.fenced_at is null`,
    [tx.tenantId, attemptId],
  );
  return rows[0];
}
