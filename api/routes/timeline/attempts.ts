import type { TenantTx } from '../../../database/connect.ts';
import { type Disposition, DISPOSITIONS } from '../../../domain/vocabulary.ts';
import type { Attempt } from '../../contract/timeline.ts';

type AttemptRow = {
  id: string;
  campaign_id: string | null;
  agent_id: string;
  trunk_id: string;
  carrier: string;
  phone_position: number;
  attempt_number: number;
  state: Attempt['state'];
  disposition: string | null;
  reason: string | null;
  due_at: Date;
  intended_at: Date;
  dial_started_at: Date | null;
  answered_at: Date | null;
  ended_at: Date | null;
  fenced_at: Date | null;
  sip_status: number | null;
  ring_ms: number | null;
  talk_ms: number | null;
  first_audio_ms: number | null;
};

/** Attempts of a lead, or the one of a call, newest first. */
export async function readAttempts(
  tx: TenantTx,
  of: { leadId: string } | { callId: string },
  limit = 200,
): Promise<Attempt[]> {
  const [column, id] = 'leadId' in of ? ['lead_id', of.leadId] : ['id', of.callId];
  const rows = await tx.query<AttemptRow>(
    `select * from attempts where tenant_id = $1 and ${column} = $2 order by id desc limit $3`,
    [tx.tenantId, id, limit],
  );
  return rows.map(presentAttempt);
}

function presentAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    agentId: row.agent_id,
    trunkId: row.trunk_id,
    carrier: row.carrier,
    phonePosition: row.phone_position,
    attemptNumber: row.attempt_number,
    state: row.state,
    disposition: row.disposition,
    dispositionLabel: dispositionLabel(row.disposition),
    reason: row.reason,
    dueAt: row.due_at.toISOString(),
    intendedAt: row.intended_at.toISOString(),
    dialStartedAt: row.dial_started_at?.toISOString() ?? null,
    answeredAt: row.answered_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    fencedAt: row.fenced_at?.toISOString() ?? null,
    sipStatus: row.sip_status,
    ringMs: row.ring_ms,
    talkMs: row.talk_ms,
    firstAudioMs: row.first_audio_ms,
  };
}

export function dispositionLabel(disposition: string | null): string | null {
  if (disposition === null) return null;
  return isDisposition(disposition) ? DISPOSITIONS[disposition].label : disposition;
}

function isDisposition(name: string): name is Disposition {
  return name in DISPOSITIONS;
}
