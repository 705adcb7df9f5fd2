import type { TenantTx } from '../../../database/connect.ts';
import type { CampaignCreate, CampaignUpdate } from '../../contract/campaigns.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { invalid } from '../../http/problem.ts';

type Fields = Omit<CampaignUpdate, 'id' | 'status'> | CampaignCreate;

/** Columns and their values, for the fields that were sent. */
export function columnsOf(fields: Fields): [string, unknown][] {
  const all: [string, unknown][] = [
    ['name', fields.name],
    ['dialer_type', fields.dialerType],
    ['trunk_id', fields.trunkId],
    ['caller_ids', json(fields.callerIds)],
    ['objectives', json(fields.objectives)],
    ['schedule', json(fields.schedule)],
    ['calling_window', fields.callingWindow === null ? '{}' : json(fields.callingWindow)],
    ['calls_per_second', fields.callsPerSecond],
    ['max_concurrent_calls', fields.maxConcurrentCalls],
    ['ramp_up', json(fields.rampUp)],
    ['retries', json(fields.retries)],
    ['ring_timeout_ms', fields.ringTimeoutMs],
    ['max_call_ms', fields.maxCallMs],
    ['consent_basis', fields.consentBasis],
    ['voicemail_policy', fields.voicemailPolicy],
    ['overrides', json(fields.overrides)],
    ['call_kind', fields.callKind],
    ['subject', fields.subject],
    ['recording_place', fields.recordingPlace],
    ['cost_limit_micros', fields.costLimitMicros],
  ];
  return all.filter(([, value]) => value !== undefined);
}

/** Agents and lists as sent; those left out stay. */
export async function saveMembers(tx: TenantTx, campaignId: string, fields: Fields): Promise<void> {
  if (fields.agents !== undefined) {
    await tx.query('delete from campaign_agents where tenant_id = $1 and campaign_id = $2', [tx.tenantId, campaignId]);
    await tx.query(
      `insert into campaign_agents (tenant_id, campaign_id, agent_id, share)
       select $1, $2, a.id, a.share from jsonb_to_recordset($3::jsonb) as a(id uuid, share int)`,
      [tx.tenantId, campaignId, JSON.stringify(fields.agents.map(({ agentId, share }) => ({ id: agentId, share })))],
    );
  }
  if (fields.listIds !== undefined) {
    await tx.query(
      'delete from campaign_lists where tenant_id = $1 and campaign_id = $2 and list_id <> all($3::uuid[])',
      [tx.tenantId, campaignId, fields.listIds],
    );
    await tx.query(
      `insert into campaign_lists (tenant_id, campaign_id, list_id) select $1, $2, unnest($3::uuid[]) on conflict do nothing`,
      [tx.tenantId, campaignId, fields.listIds],
    );
  }
}

/** Names every id that refers to nothing here, before anything is written. */
export async function requireReferences(tx: TenantTx, fields: Fields): Promise<void> {
  const errors: ProblemField[] = [];
  const agentIds = (fields.agents ?? []).map((agent) => agent.agentId);
  if (new Set(agentIds).size !== agentIds.length) {
    errors.push({
      field: 'agents',
      message: 'An agent is named twice.',
      remedy: 'Name each agent once, with its share.',
    });
  }
  const asked: [string, string, readonly string[]][] = [
    ['agents', 'agents', agentIds],
    ['listIds', 'lists', fields.listIds ?? []],
    ['callerIds', 'phone_numbers', fields.callerIds ?? []],
    ['trunkId', 'trunks', fields.trunkId ? [fields.trunkId] : []],
  ];
  for (const [field, table, ids] of asked) {
    if (ids.length === 0) continue;
    const found = await tx.query<{ id: string }>(`select id from ${table} where id = any($1::uuid[])`, [ids]);
    const known = new Set(found.map((row) => row.id));
    for (const id of ids.filter((one) => !known.has(one))) {
      errors.push({
        field,
        message: `${id} refers to nothing here.`,
        remedy: `Send ids of your own ${table.replace('_', ' ')}.`,
      });
    }
  }
  if (errors.length > 0) throw invalid(errors);
}

function json(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
