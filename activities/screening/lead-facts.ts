import type { CampaignRules } from '../../database/engine/campaign-rules.ts';
import { type PhoneRow, readHistory, readPhones } from '../../database/engine/screening-rows.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { StoredHolding } from '../../database/dnc/holdings.ts';
import type { CampaignFacts, ConsentFact, HistoryFact, ListFact, PhoneFacts } from '../../domain/compliance/facts.ts';
import type { CampaignId, E164 } from '../../domain/ids.ts';
import type { Address } from '../../domain/places.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import { openNumber } from '../../keyring/sealed-number.ts';
import { numberTypeOf } from '../../numbering/number-type.ts';
import type { Registry } from '../../registry/create-registry.ts';
import type { Numbering } from '../deps.ts';
import { windowOf } from './campaign-window.ts';
import { consentFacts, onClock, ownListFacts, reassignedFact, refusedElsewhere } from './stored-facts.ts';
import { type HistoryIndex, historyFacts, indexHistory } from './stored-history.ts';

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
  /** Of the lead's own row; null where it has none. */
  subject: string | null;
  debtId: string | null;
  /** Of its address; null where it has none. */
  postalCode: string | null;
  /** By position. */
  phones: LeadPhone[];
  leadAttemptsAt: EpochMs[];
  /** The person's, over every lead that is the same person. */
  consents: ConsentFact[];
  history: HistoryFact[];
}

export interface FactsDeps {
  keyring: Pick<Keyring, 'open'>;
  numbering: Pick<Numbering, 'placesOf'>;
  registry: Pick<Registry, 'look'>;
}

/**
 * Reads everything the rules ask about the leads, in two queries whatever their number, and a byte a number of each
 * registry. Times are put on the tenant's clock (`offsetMs` later than real ones). Numbers are decrypted here and stay in
 * memory. Throws where something could not be read: callers then do not dial.
 */
export async function readLeadFacts(
  deps: FactsDeps,
  tx: TenantTx,
  input: {
    campaignId: CampaignId | null;
    leadIds: readonly string[];
    nowMs: number;
    offsetMs: number;
    exceptAttempt?: string;
  },
): Promise<Map<string, LeadFacts>> {
  const { rows, byLead, leads } = await readLeads(deps, tx, input);
  const numbers = rows.filter((row) => row.position !== null).map((row) => row.number_hmac);
  const leadIds = [...new Set(rows.map((row) => row.lead_id))];
  const history = indexHistory(await readHistory(tx, { ...input, numbers, leadIds }), input.offsetMs);
  for (const [askedId, lead] of leads) addHistory(lead, byLead.get(askedId) ?? [], history, input.offsetMs);
  const holdings = rows.find((row) => row.holdings !== null)?.holdings ?? undefined;
  await addRegistries(deps, tx, [...leads.values()], { ...input, holdings });
  return leads;
}

/** Where the lead's phones are, without registries and history: for deciding when to try again, not whether. */
export async function readLeadPhones(
  deps: Pick<FactsDeps, 'keyring' | 'numbering'>,
  tx: TenantTx,
  input: { campaignId: CampaignId | null; leadId: string; nowMs: number; offsetMs: number },
): Promise<LeadPhone[]> {
  const { leads } = await readLeads(deps, tx, { ...input, leadIds: [input.leadId] });
  return leads.get(input.leadId)?.phones ?? [];
}

async function readLeads(
  deps: Pick<FactsDeps, 'keyring' | 'numbering'>,
  tx: TenantTx,
  input: Parameters<typeof readPhones>[1] & { offsetMs: number },
) {
  const rows = await readPhones(tx, input);
  const byLead = Map.groupBy(rows, (row) => row.asked_id);
  const leads = new Map([...byLead].map(([askedId, own]) => [askedId, leadOf(deps, askedId, own, input.offsetMs)]));
  return { rows, byLead, leads };
}

function leadOf(
  deps: Pick<FactsDeps, 'keyring' | 'numbering'>,
  askedId: string,
  rows: readonly PhoneRow[],
  offsetMs: number,
): LeadFacts {
  const own = rows.filter((row) => row.lead_id === askedId);
  const first = own[0];
  const consents = consentFacts(first?.consents ?? null, offsetMs);
  const elsewhere = rows.length === own.length ? [] : refusedElsewhere(rows, askedId, offsetMs);
  return {
    leadId: askedId,
    personId: first?.person_id ?? '',
    subject: first?.subject ?? null,
    debtId: first?.debt_id ?? null,
    postalCode: first?.postal_code ?? null,
    phones: own.flatMap((row) => (row.position === null ? [] : [phoneOf(deps, row, row.position)])),
    leadAttemptsAt: [],
    consents,
    history: [],
  };

  function phoneOf(
    { keyring, numbering }: Pick<FactsDeps, 'keyring' | 'numbering'>,
    row: PhoneRow,
    position: number,
  ): LeadPhone {
    const number = openNumber(keyring, row);
    return {
      number,
      sealed: { data: row.number_enc, keyId: row.key_id },
      hmac: row.number_hmac,
      tail: row.tail,
      facts: {
        position,
        places: numbering.placesOf(number, addressOf(row)),
        numberType: row.number_type ?? numberTypeOf(number),
        lists: [...ownListFacts(row, offsetMs), ...elsewhere],
        reassigned: reassignedFact(row, consents, offsetMs),
        attemptsAt: [],
        inAnotherCall: row.in_call,
      },
    };
  }
}

function addHistory(lead: LeadFacts, rows: readonly PhoneRow[], history: HistoryIndex, offsetMs: number): void {
  const positionOf = (hmac: Buffer) => lead.phones.find((phone) => phone.hmac.equals(hmac))?.facts.position ?? null;
  lead.history = historyFacts(history.ofPerson(rows), { rows, positionOf, offsetMs });
  lead.leadAttemptsAt = history.dialsOfLead(lead.leadId);
  for (const phone of lead.phones) {
    phone.facts = { ...phone.facts, attemptsAt: history.dialsOfNumber(phone.hmac) };
  }
}

async function addRegistries(
  { registry }: FactsDeps,
  tx: TenantTx,
  leads: readonly LeadFacts[],
  { nowMs, offsetMs, holdings }: { nowMs: number; offsetMs: number; holdings: StoredHolding[] | undefined },
): Promise<void> {
  const phones = leads.flatMap((lead) => lead.phones);
  if (phones.length === 0) return;
  const answers = await registry.look(
    tx,
    phones.map((phone) => phone.number),
    nowMs,
    holdings,
  );
  for (const [index, phone] of phones.entries()) {
    const found: ListFact[] = (answers[index] ?? []).map((fact) => onClock(fact, offsetMs));
    if (found.length > 0) phone.facts = { ...phone.facts, lists: [...phone.facts.lists, ...found] };
  }
}

function addressOf(row: PhoneRow): Address {
  return {
    ...(row.state ? { state: row.state } : {}),
    ...(row.postal_code ? { postalCode: row.postal_code } : {}),
    ...(row.country ? { country: row.country } : {}),
    ...(row.time_zone ? { timeZone: row.time_zone } : {}),
  };
}

export function campaignFacts(rules: CampaignRules): CampaignFacts {
  return {
    status: rules.status,
    window: windowOf(rules.calling_window),
    attemptsPerNumberPerDay: rules.attempts_per_number_per_day,
    attemptsPerLeadPerDay: rules.attempts_per_lead_per_day,
  };
}
