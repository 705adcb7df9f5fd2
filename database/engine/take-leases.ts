import type { CampaignId } from '../../domain/ids.ts';
import type { AttemptState, CarrierName } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

export interface NewAttempt {
  attemptId: string;
  leadId: string;
  personId: string;
  agentId: string;
  phonePosition: number;
  numberHmac: Buffer;
  number: { data: Buffer; keyId: string };
  tail: string;
  fromNumber: string | null;
  attemptNumber: number;
  dueMs: number;
  room: string;
}

/**
 * Takes the leases and, with each, writes the intent: attempt, call, lead in a call. A number, lead or
 * person that another call holds gets nothing: the lease's unique keys decide. Returns the attempts that got their lease.
 */
export async function takeLeases(
  tx: TenantTx,
  about: {
    campaignId: CampaignId;
    launchId: string;
    trunkId: string;
    carrier: CarrierName;
    media: boolean;
    recordingPlace: string;
    nowMs: number;
  },
  attempts: readonly NewAttempt[],
): Promise<Set<string>> {
  if (attempts.length === 0) return new Set();
  const rows = await tx.query<{ attempt_id: string }>(
    `with wanted as (
       select w.*, decode(w.hmac, 'hex') as number_hmac, decode(w.enc, 'hex') as number_enc
       from jsonb_to_recordset($9::jsonb) as w(attempt_id uuid, lead_id uuid, person_id uuid, agent_id uuid,
         phone_position smallint, hmac text, enc text, key_id text, tail text, from_number text, attempt_number int,
         due_at timestamptz, room text)
     ), leased as (
       insert into leases (attempt_id, tenant_id, campaign_id, lead_id, person_id, agent_id, trunk_id, number_hmac, media, acquired_at)
       select attempt_id, $1, $2, lead_id, person_id, agent_id, $4, number_hmac, $6, $8 from wanted
       on conflict do nothing returning attempt_id
     ), made as (
       insert into attempts (tenant_id, id, campaign_id, lead_id, person_id, agent_id, trunk_id, carrier, launch_id,
         phone_position, number_hmac, number_enc, key_id, from_number, attempt_number, due_at, intended_at, room,
         recording_place)
       select $1, attempt_id, $2, lead_id, person_id, agent_id, $4, $5, $3, phone_position, number_hmac, number_enc,
         key_id, from_number, attempt_number, due_at, $8, room, $7
       from wanted join leased using (attempt_id)
     ), called as (
       insert into calls (tenant_id, id, kind, direction, agent_id, campaign_id, lead_id, number_hmac, number_tail, due_at, room)
       select $1, attempt_id, 'campaign', 'outbound', agent_id, $2, lead_id, number_hmac, tail, due_at, room
       from wanted join leased using (attempt_id)
     ), marked as (
       update campaign_leads cl set state = 'in-call', next_phone = w.phone_position, reason = null, reason_facts = null
       from wanted w join leased using (attempt_id)
       where cl.tenant_id = $1 and cl.campaign_id = $2 and cl.lead_id = w.lead_id
     )
     select attempt_id from leased`,
    [
      tx.tenantId,
      about.campaignId,
      about.launchId,
      about.trunkId,
      about.carrier,
      about.media,
      about.recordingPlace,
      new Date(about.nowMs),
      JSON.stringify(
        attempts.map((attempt) => ({
          attempt_id: attempt.attemptId,
          lead_id: attempt.leadId,
          person_id: attempt.personId,
          agent_id: attempt.agentId,
          phone_position: attempt.phonePosition,
          hmac: attempt.numberHmac.toString('hex'),
          enc: attempt.number.data.toString('hex'),
          key_id: attempt.number.keyId,
          tail: attempt.tail,
          from_number: attempt.fromNumber,
          attempt_number: attempt.attemptNumber,
          due_at: new Date(attempt.dueMs).toISOString(),
          room: attempt.room,
        })),
      ),
    ],
  );
  return new Set(rows.map((row) => row.attempt_id));
}

export type LaunchedRow = {
  attempt_id: string;
  state: AttemptState;
  due_at: Date;
  attempt_number: number;
  priority: number | null;
};

/** Every attempt that a launch made, those that ended already too. */
export function attemptsOfLaunch(tx: TenantTx, launchId: string): Promise<LaunchedRow[]> {
  return tx.query<LaunchedRow>(
    `select a.id as attempt_id, a.state, a.due_at, a.attempt_number, cl.priority
     from attempts a
     left join campaign_leads cl on cl.tenant_id = a.tenant_id and cl.campaign_id = a.campaign_id and cl.lead_id = a.lead_id
     where a.tenant_id = $1 and a.launch_id = $2 order by a.due_at, a.id`,
    [tx.tenantId, launchId],
  );
}
