import { type CampaignRules } from '../../database/engine/campaign-rules.ts';
import { type PhoneRow, readDials, readPhones } from '../../database/engine/screening-rows.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { CampaignFacts, ListFact, PhoneFacts } from '../../domain/compliance/facts.ts';
import type { CampaignId, E164 } from '../../domain/ids.ts';
import type { Address } from '../../domain/places.ts';
import type { EpochMs } from '../../domain/time.ts';
import { SEAL } from '../../keyring/keyring.ts';
import type { EngineDeps } from '../deps.ts';
import { windowOf } from './campaign-window.ts';

/** A phone as the claim and the dial handle it: the facts for the rules beside what is needed to dial. */
export interface LeadPhone {
  facts: PhoneFacts;
  number: E164;
  sealed: { data: Buffer; keyId: string };
  hmac: Buffer;
  tail: string;
}

export interface LeadFacts {
  leadId: string;
  personId: string;
  /** By position. */
  phones: LeadPhone[];
  leadAttemptsAt: EpochMs[];
}

/**
 * Reads everything the rules ask about the leads, in two queries whatever their number. Times are put on the tenant's
 * clock (`offsetMs` later than real ones). Numbers are decrypted here and stay in memory.
 */
export async function readLeadFacts(
  deps: Pick<EngineDeps, 'keyring' | 'numbering'>,
  tx: TenantTx,
  input: {
    campaignId: CampaignId | null;
    leadIds: readonly string[];
    nowMs: number;
    offsetMs: number;
    exceptAttempt?: string;
    /** False: where the phones are, without when they were dialled. */
    dials?: boolean;
  },
): Promise<Map<string, LeadFacts>> {
  const rows = await readPhones(tx, input);
  const numbers = rows.filter((row) => row.position !== null).map((row) => row.number_hmac);
  const dials = input.dials === false ? [] : await readDials(tx, { ...input, numbers });
  const byNumber = groupTimes(dials, input.offsetMs, (dial) => dial.number_hmac.toString('base64'));
  const byLead = groupTimes(dials, input.offsetMs, (dial) => dial.lead_id);
  const leads = new Map<string, LeadFacts>();
  for (const row of rows) {
    const lead = leads.get(row.lead_id) ?? {
      leadId: row.lead_id,
      personId: row.person_id,
      phones: [],
      leadAttemptsAt: byLead.get(row.lead_id) ?? [],
    };
    leads.set(row.lead_id, lead);
    if (row.position === null) continue;
    lead.phones.push(phoneOf(deps, row, row.position, byNumber.get(row.number_hmac.toString('base64')) ?? [], input));
  }
  return leads;
}

function phoneOf(
  deps: Pick<EngineDeps, 'keyring' | 'numbering'>,
  row: PhoneRow,
  position: number,
  attemptsAt: EpochMs[],
  { offsetMs }: { offsetMs: number },
): LeadPhone {
  const sealed = { data: row.number_enc, keyId: row.key_id };
  const number = deps.keyring.open(sealed, SEAL.number).toString() as E164;
  return {
    number,
    sealed,
    hmac: row.number_hmac,
    tail: row.tail,
    facts: {
      position,
      places: placesOf(deps, number, row),
      numberType: 'unknown',
      lists: listFacts(row, offsetMs),
      reassigned: { state: 'not-asked', asOf: null },
      attemptsAt,
      inAnotherCall: row.in_call,
    },
  };
}

/** The tenant's own lists, as stored: one query answers for both. */
function listFacts(row: PhoneRow, offsetMs: number): ListFact[] {
  const current = { asOf: null, validUntil: null, version: null } as const;
  const since = row.suppressed_since === null ? null : row.suppressed_since.getTime() + offsetMs;
  return (['internal', 'campaign'] as const).map((list) => {
    const listed = row.suppressed_list === (list === 'internal' ? 'tenant' : 'campaign');
    return { list, state: listed ? 'listed' : 'clear', since: listed ? since : null, ...current };
  });
}

function placesOf(deps: Pick<EngineDeps, 'numbering'>, number: E164, row: PhoneRow): PhoneFacts['places'] {
  const address: Address = {
    ...(row.state ? { state: row.state } : {}),
    ...(row.postal_code ? { postalCode: row.postal_code } : {}),
    ...(row.country ? { country: row.country } : {}),
    ...(row.time_zone ? { timeZone: row.time_zone } : {}),
  };
  return deps.numbering.placesOf(number, address);
}

export function campaignFacts(rules: CampaignRules): CampaignFacts {
  return {
    status: rules.status,
    window: windowOf(rules.calling_window),
    attemptsPerNumberPerDay: rules.attempts_per_number_per_day,
    attemptsPerLeadPerDay: rules.attempts_per_lead_per_day,
  };
}

function groupTimes<K>(
  dials: readonly { number_hmac: Buffer; lead_id: string | null; dial_started_at: Date }[],
  offsetMs: number,
  keyOf: (dial: { number_hmac: Buffer; lead_id: string | null }) => K,
): Map<K, EpochMs[]> {
  const groups = new Map<K, EpochMs[]>();
  for (const dial of dials) {
    const key = keyOf(dial);
    const times = groups.get(key) ?? [];
    times.push(dial.dial_started_at.getTime() + offsetMs);
    groups.set(key, times);
  }
  return groups;
}
