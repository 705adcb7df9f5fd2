import type { CampaignId } from '../../domain/ids.ts';
import { type ConsentScope, dispositions, DISPOSITIONS, type NumberType } from '../../domain/vocabulary.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { TenantTx } from '../connect.ts';
import { holdingsJson, type StoredHolding } from '../dnc/holdings.ts';

export type StoredConsent = {
  scope: ConsentScope;
  source: string;
  at: string;
  revokedAt: string | null;
  expiresAt: string | null;
};

/** One phone of a person, by whichever of the person's leads; a lead without phones gives one row without a position. */
export type PhoneRow = {
  /** The lead that was asked about. */
  asked_id: string;
  lead_id: string;
  person_id: string;
  state: string | null;
  postal_code: string | null;
  country: string | null;
  time_zone: string | null;
  subject: string | null;
  debt_id: string | null;
  consents: StoredConsent[] | null;
  position: number | null;
  number_enc: Buffer;
  key_id: string;
  number_hmac: Buffer;
  tail: string;
  number_type: NumberType | null;
  /** Own do-not-call lists that have the number. */
  suppressed: { list: 'internal' | 'campaign' | 'litigator'; since: string }[] | null;
  in_call: boolean;
  reassigned: 'no' | 'yes' | 'unknown' | null;
  reassigned_consent_at: Date | null;
  reassigned_as_of: Date | null;
  /** The tenant's registries, in the rows of the lead that was asked about first; null in the others. */
  holdings: StoredHolding[] | null;
};

/** The tenant's own do-not-call lists that have the number of a row of `number`. */
const ownLists = (
  number: string,
  campaign: string,
  now: string,
) => `(select jsonb_agg(jsonb_build_object('list', x.list, 'since', x.created_at)) from (
          select case when s.campaign_id is null then 'internal' else 'campaign' end as list, s.created_at
          from suppressions s where s.tenant_id = ${number}.tenant_id and s.number_hmac = ${number}.number_hmac
            and s.removed_at is null and (s.expires_at is null or s.expires_at > ${now})
            and (s.campaign_id is null or s.campaign_id = ${campaign})
          union all
          select 'litigator', d.created_at from dnc_litigators d
          where d.tenant_id = ${number}.tenant_id and d.number_hmac = ${number}.number_hmac and d.removed_at is null
            and (d.expires_at is null or d.expires_at > ${now})) x)`;

/** What is known of a number, whoever has it. */
export type NumberRow = Pick<
  PhoneRow,
  'number_hmac' | 'suppressed' | 'in_call' | 'reassigned' | 'reassigned_consent_at' | 'reassigned_as_of'
> & { number_type: NumberType | null; lead_ids: string[] | null };

/** Leads that one number is looked up in, the newest first. */
const MOST_LEADS = 10;

/** The numbers, with the leads that have them; those that nobody has too. */
export function readNumbers(
  tx: TenantTx,
  { campaignId, numbers, nowMs }: { campaignId: CampaignId | null; numbers: readonly Buffer[]; nowMs: number },
): Promise<NumberRow[]> {
  return tx.query<NumberRow>(
    `select n.number_hmac, ${ownLists('n', '$3', '$4')} as suppressed,
       exists (select 1 from leases x where x.tenant_id = $1 and x.number_hmac = n.number_hmac) as in_call,
       r.state as reassigned, r.consent_at as reassigned_consent_at, r.as_of as reassigned_as_of,
       (select lp.number_type from lead_phones lp where lp.tenant_id = $1 and lp.number_hmac = n.number_hmac
          and lp.number_type is not null limit 1) as number_type,
       (select array_agg(x.lead_id) from (select lp.lead_id from lead_phones lp where lp.tenant_id = $1
          and lp.number_hmac = n.number_hmac order by lp.lead_id desc limit ${MOST_LEADS}) x) as lead_ids
     from (select $1::uuid as tenant_id, unnest($2::bytea[]) as number_hmac) n
     left join reassigned_numbers r on r.tenant_id = $1 and r.number_hmac = n.number_hmac`,
    [tx.tenantId, numbers, campaignId, new Date(nowMs)],
  );
}

/** What was between the tenant and a number or lead. */
export type HistoryRow = {
  number_hmac: Buffer;
  lead_id: string | null;
  campaign_subject: string | null;
  /** The dial, or the moment of an incoming call. */
  at: Date;
  answered_at: Date | null;
  disposition: string | null;
  incoming: boolean;
};

/** Ended before anything could ring: such an attempt does not count as a dial. */
const NOT_DIALLED = dispositions.filter((name) => DISPOSITIONS[name].group === 'not-dialled');
/** Rules look back twelve months, and a month is not always as long. */
export const HISTORY_MS = 397 * DAY_MS;
/** An attempt is made before it is dialled: ids reach back further than dials. */
const ID_SLACK_MS = DAY_MS;

/**
 * Every phone of the leads, and of other leads of the same persons: a refusal or a cap is a person's. With the place's
 * evidence, the person's consents, the tenant's own do-not-call lists, which registries to ask, and whether another call
 * holds the number. One query, by indexes of person and HMAC: `offset 0` keeps the planner, which may know nothing of a list that has just
 * grown, from reading whole tables.
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
    `select asked.id as asked_id, l.id as lead_id, l.person_id, l.state, l.postal_code, l.country, l.time_zone, l.subject,
       l.debt_id, case when l.id = asked.id then (
         select jsonb_agg(jsonb_build_object('scope', c.scope, 'source', c.source, 'at', c.given_at,
           'revokedAt', c.revoked_at, 'expiresAt', c.expires_at))
         from consents c where c.tenant_id = l.tenant_id and c.person_id = l.person_id) end as consents,
       lp.position, lp.number_enc, lp.key_id, lp.number_hmac, lp.tail, lp.number_type,
       ${ownLists('lp', '$3', '$4')} as suppressed,
       exists (select 1 from leases x where x.tenant_id = lp.tenant_id and x.number_hmac = lp.number_hmac
               and x.attempt_id is distinct from $5::uuid) as in_call,
       r.state as reassigned, r.consent_at as reassigned_consent_at, r.as_of as reassigned_as_of,
       case when asked.id = ($2::uuid[])[1] then ${holdingsJson('$1', '$4')} end as holdings
     from leads asked
     cross join lateral (
       select * from leads other where other.tenant_id = $1 and other.person_id = asked.person_id offset 0
     ) l
     left join lateral (
       select * from lead_phones own where own.tenant_id = $1 and own.lead_id = l.id offset 0
     ) lp on true
     left join reassigned_numbers r on r.tenant_id = lp.tenant_id and r.number_hmac = lp.number_hmac
     where asked.tenant_id = $1 and asked.id = any($2::uuid[])
     order by asked.id, l.id, lp.position`,
    [tx.tenantId, leadIds, campaignId, new Date(nowMs), exceptAttempt ?? null],
  );
}

/** Dials and incoming calls of the last thirteen months to or from any of the numbers, and dials of the leads. */
export function readHistory(
  tx: TenantTx,
  {
    numbers,
    leadIds,
    nowMs,
    exceptAttempt,
  }: { numbers: readonly Buffer[]; leadIds: readonly string[]; nowMs: number; exceptAttempt?: string },
): Promise<HistoryRow[]> {
  const since = new Date(nowMs - HISTORY_MS);
  // The months that are made ahead hold nothing yet: an upper end keeps them from being opened for every call.
  const between = 'id >= uuid_floor($2) and id < uuid_floor($8)';
  return tx.query<HistoryRow>(
    `select d.number_hmac, d.lead_id, c.subject as campaign_subject, d.dial_started_at as at, d.answered_at, d.disposition,
       false as incoming
     from (
       select id, number_hmac, lead_id, campaign_id, dial_started_at, answered_at, disposition from attempts
       where tenant_id = $1 and ${between} and number_hmac = any($3::bytea[]) and dial_started_at > $4
         and id is distinct from $6::uuid and (disposition is null or disposition <> all($7))
       union
       select id, number_hmac, lead_id, campaign_id, dial_started_at, answered_at, disposition from attempts
       where tenant_id = $1 and ${between} and lead_id = any($5::uuid[]) and dial_started_at > $4
         and id is distinct from $6::uuid and (disposition is null or disposition <> all($7))
     ) d left join campaigns c on c.tenant_id = $1 and c.id = d.campaign_id
     union all
     select number_hmac, null, null, coalesce(answered_at, due_at), answered_at, disposition, true from calls
     where tenant_id = $1 and ${between} and number_hmac = any($3::bytea[]) and direction = 'inbound'`,
    [
      tx.tenantId,
      new Date(nowMs - HISTORY_MS - ID_SLACK_MS),
      numbers,
      since,
      leadIds,
      exceptAttempt ?? null,
      NOT_DIALLED,
      new Date(nowMs + ID_SLACK_MS),
    ],
  );
}
