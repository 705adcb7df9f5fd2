import type { TenantTx } from '../../../database/connect.ts';
import type { CampaignId } from '../../../domain/ids.ts';
import type { CampaignStatus } from '../../../domain/vocabulary.ts';
import type { Campaign } from '../../contract/campaigns.ts';
import { CallingWindow, Overrides, RampUp, Retries, Schedule } from '../../contract/campaigns.ts';
import { notFound } from '../../http/problem.ts';
import { chooseDialer } from './choose-dialer.ts';

export type CampaignRow = {
  id: CampaignId;
  name: string;
  status: CampaignStatus;
  revision: number;
  version: number;
  dialer_type: Campaign['dialerType'];
  trunk_id: string | null;
  calls_per_second: string;
  max_concurrent_calls: number;
  ramp_up: unknown;
  ring_timeout_ms: number;
  max_call_ms: number;
  calling_window: unknown;
  schedule: unknown;
  retries: unknown;
  objectives: string[];
  overrides: unknown;
  voicemail_policy: Campaign['voicemailPolicy'];
  consent_basis: string;
  caller_ids: string[];
  call_kind: Campaign['callKind'];
  subject: string | null;
  recording_place: Campaign['recordingPlace'];
  cost_limit_micros: string | null;
  created_by: string;
  created_at: Date;
  updated_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  agents: { agentId: string; share: number }[];
  list_ids: string[];
};

/** Everything an answer carries, in one query; `where` continues the condition on the tenant. */
export function selectCampaigns(where: string): string {
  return `select c.*,
      (select coalesce(jsonb_agg(jsonb_build_object('agentId', a.agent_id, 'share', a.share) order by a.agent_id), '[]')
       from campaign_agents a where a.tenant_id = c.tenant_id and a.campaign_id = c.id) as agents,
      (select coalesce(jsonb_agg(l.list_id order by l.list_id), '[]')
       from campaign_lists l where l.tenant_id = c.tenant_id and l.campaign_id = c.id) as list_ids
    from campaigns c where c.tenant_id = $1 ${where}`;
}

/** @throws Problem 404 */
export async function readCampaign(tx: TenantTx, id: string, { lock = false } = {}): Promise<CampaignRow> {
  const [row] = await tx.query<CampaignRow>(`${selectCampaigns('and c.id = $2')}${lock ? ' for update of c' : ''}`, [
    tx.tenantId,
    id,
  ]);
  if (!row) throw notFound('campaign');
  return row;
}

export function presentCampaign(row: CampaignRow): Campaign {
  return {
    id: row.id,
    name: row.name,
    agents: row.agents,
    listIds: row.list_ids,
    dialerType: row.dialer_type,
    trunkId: row.trunk_id,
    callerIds: row.caller_ids,
    objectives: row.objectives,
    schedule: Schedule.catch({}).parse(row.schedule),
    callingWindow: CallingWindow.nullable().catch(null).parse(row.calling_window),
    callsPerSecond: Number(row.calls_per_second),
    maxConcurrentCalls: row.max_concurrent_calls,
    rampUp: RampUp.catch({}).parse(row.ramp_up),
    retries: Retries.catch({}).parse(row.retries),
    ringTimeoutMs: row.ring_timeout_ms,
    maxCallMs: row.max_call_ms,
    consentBasis: row.consent_basis,
    voicemailPolicy: row.voicemail_policy,
    overrides: Overrides.catch({}).parse(row.overrides),
    callKind: row.call_kind,
    subject: row.subject,
    recordingPlace: row.recording_place,
    costLimitMicros: row.cost_limit_micros === null ? null : Number(row.cost_limit_micros),
    status: row.status,
    revision: row.revision,
    version: row.version,
    chosenDialer: chooseDialer(row.dialer_type),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
