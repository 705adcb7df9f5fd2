import type { CallSummary } from '../../contract/calls.ts';
import type { Principal } from '../../auth/principal.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { numberFor } from '../../http/masked-number.ts';
import { dispositionLabel } from '../timeline/attempts.ts';
import { localOf, type Telling } from '../timeline/lines.ts';
import { type CalleeColumns, zoneOfCall } from './zone-of-call.ts';

export type CallRow = CalleeColumns & {
  id: string;
  kind: CallSummary['kind'];
  direction: CallSummary['direction'];
  agent_id: string;
  agent_name: string | null;
  agent_version: number | null;
  campaign_id: string | null;
  campaign_name: string | null;
  lead_id: string | null;
  first_name: string | null;
  last_name: string | null;
  number_tail: string | null;
  state: CallSummary['state'];
  disposition: string | null;
  end_reason: string | null;
  end_error: string | null;
  due_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  talk_ms: number | null;
  first_audio_ms: number | null;
  turn_count: number;
  room: string | null;
  clock_offset_ms: string | null;
};

/** Asks with the tenant as `$1`. */
export const SELECT_CALLS = `select c.id, c.kind, c.direction, c.agent_id, ag.name as agent_name, c.agent_version, c.campaign_id,
    ca.name as campaign_name, c.lead_id, l.first_name, l.last_name, c.number_tail, at.number_enc, at.key_id,
    l.state as lead_state, l.postal_code, l.country, l.time_zone, c.state, c.disposition, c.end_reason, c.end_error, c.due_at,
    c.answered_at, c.ended_at, c.talk_ms, c.first_audio_ms, c.turn_count, c.room,
    (select clock_offset_ms from tenants where id = $1) as clock_offset_ms
  from calls c
  left join agents ag on ag.tenant_id = c.tenant_id and ag.id = c.agent_id
  left join campaigns ca on ca.tenant_id = c.tenant_id and ca.id = c.campaign_id
  left join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
  left join attempts at on at.tenant_id = c.tenant_id and at.id = c.id`;

/** By which clock the callee's times are told. */
export function tellingOf(row: CallRow, { keyring, zones }: Pick<ApiDependencies, 'keyring' | 'zones'>): Telling {
  return { zone: zoneOfCall(row, keyring), zones, clockOffsetMs: Number(row.clock_offset_ms ?? 0) };
}

export function presentCall(
  row: CallRow,
  principal: Principal,
  deps: Pick<ApiDependencies, 'keyring' | 'zones'>,
): CallSummary {
  const name = [row.first_name, row.last_name].filter((part) => part).join(' ');
  return {
    id: row.id,
    kind: row.kind,
    direction: row.direction,
    agentId: row.agent_id,
    agentName: row.agent_name,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    leadId: row.lead_id,
    leadName: name === '' ? null : name,
    number: numberFor({ ...row, tail: row.number_tail }, principal, deps.keyring),
    state: row.state,
    disposition: row.disposition,
    dispositionLabel: dispositionLabel(row.disposition),
    endReason: row.end_reason,
    dueAt: row.due_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    local: localOf((row.answered_at ?? row.ended_at ?? row.due_at).toISOString(), tellingOf(row, deps)),
    talkMs: row.talk_ms,
    firstAudioMs: row.first_audio_ms,
    turnCount: row.turn_count,
  };
}

const REASONS: Record<string, string> = {
  'agent-ended': 'The agent said goodbye and hung up.',
  'callee-hung-up': 'The callee hung up.',
  'opted-out': 'The callee asked not to be called again.',
  silence: 'Nobody spoke.',
  voicemail: 'A machine answered.',
  'provider-failed': 'A provider of speech or language failed.',
  'agent-lost': 'The voice worker was lost.',
  'max-duration': 'It reached its longest duration.',
  'campaign-stopped': 'The campaign was stopped.',
  'not-answered': 'Nobody answered.',
  'not-dialled': 'It was not dialled.',
  fenced: 'Its outcome was unknown, so it was cut off before anything else was decided.',
};

export function whyItEnded(row: CallRow): string {
  if (row.state !== 'ended') return 'It has not ended.';
  if (row.kind === 'test' && row.end_reason === null) return 'The test session is over.';
  const reason = row.end_reason === null ? undefined : REASONS[row.end_reason];
  const error = row.end_error === null || row.end_error === '' ? '' : ` ${row.end_error}`;
  return `${reason ?? dispositionLabel(row.disposition) ?? 'Unknown.'}${error}`;
}
