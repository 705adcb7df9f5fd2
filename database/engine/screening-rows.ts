import type { CampaignId } from '../../domain/ids.ts';
import { dispositions, DISPOSITIONS } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';

export type PhoneRow = {
  lead_id: string;
  person_id: string;
  state: string | null;
  postal_code: string | null;
  country: string | null;
  time_zone: string | null;
  position: number | null;
  number_enc: Buffer;
  key_id: string;
  number_hmac: Buffer;
  tail: string;
  suppressed_since: Date | null;
  suppressed_list: 'tenant' | 'campaign' | null;
  in_call: boolean;
};

export type DialledRow = { number_hmac: Buffer; lead_id: string | null; dial_started_at: Date };

/** Ended before anything could ring: such an attempt does not count as a dial. */
const NOT_DIALLED = dispositions.filter((name) => DISPOSITIONS[name].group === 'not-dialled');
const DAY_MS = 24 * 60 * 60 * 1000;
/** An attempt is made before it is dialled: ids reach back further than dials. */
const ID_SLACK_MS = DAY_MS;

/**
 * Every phone of the leads with its place's evidence, the do-not-call lists' answer for any number of that person (the
 * tenant's and the campaign's) and whether another call holds the number. One query, by indexes of person and HMAC.
 * A lead without phones gives one row whose `position` is null.
 */
export function readPhones(
  tx: TenantTx,
  {
    campaignId,
    leadIds,
    nowMs,
    exceptAttempt,
  }: { campaignId: CampaignId | null; leadIds: readonly string[]; nowMs: number; exceptAttempt?: string },
): Promise<PhoneRow[]> {
  return tx.query<PhoneRow>(
    `select l.id as lead_id, l.person_id, l.state, l.postal_code, l.country, l.time_zone,
       lp.position, lp.number_enc, lp.key_id, lp.number_hmac, lp.tail,
       s.created_at as suppressed_since, s.list as suppressed_list,
       exists (select 1 from leases x where x.tenant_id = l.tenant_id and x.number_hmac = lp.number_hmac
               and x.attempt_id is distinct from $5::uuid) as in_call
     from leads l
     left join lead_phones lp on lp.tenant_id = l.tenant_id and lp.lead_id = l.id
     left join lateral (
       select s.created_at, case when s.campaign_id is null then 'tenant' else 'campaign' end as list
       from leads other
       join lead_phones own on own.tenant_id = other.tenant_id and own.lead_id = other.id
       join suppressions s on s.tenant_id = own.tenant_id and s.number_hmac = own.number_hmac
       where other.tenant_id = l.tenant_id and other.person_id = l.person_id and s.removed_at is null
         and (s.expires_at is null or s.expires_at > $4) and (s.campaign_id is null or s.campaign_id = $3)
       order by s.created_at limit 1
     ) s on true
     where l.tenant_id = $1 and l.id = any($2::uuid[])
     order by l.id, lp.position`,
    [tx.tenantId, leadIds, campaignId, new Date(nowMs), exceptAttempt ?? null],
  );
}

/** Dials of the last 24 hours to any of the numbers or leads, by any campaign of the tenant. */
export function readDials(
  tx: TenantTx,
  {
    numbers,
    leadIds,
    nowMs,
    exceptAttempt,
  }: { numbers: readonly Buffer[]; leadIds: readonly string[]; nowMs: number; exceptAttempt?: string },
): Promise<DialledRow[]> {
  const since = new Date(nowMs - DAY_MS);
  return tx.query<DialledRow>(
    `select number_hmac, lead_id, dial_started_at from attempts
     where tenant_id = $1 and id >= uuid_floor($2) and number_hmac = any($3::bytea[]) and dial_started_at > $4
       and id is distinct from $6::uuid and (disposition is null or disposition <> all($7))
     union
     select number_hmac, lead_id, dial_started_at from attempts
     where tenant_id = $1 and id >= uuid_floor($2) and lead_id = any($5::uuid[]) and dial_started_at > $4
       and id is distinct from $6::uuid and (disposition is null or disposition <> all($7))`,
    [tx.tenantId, new Date(nowMs - DAY_MS - ID_SLACK_MS), numbers, since, leadIds, exceptAttempt ?? null, NOT_DIALLED],
  );
}
