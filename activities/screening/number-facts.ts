import { readHistory, readNumbers, readPhones } from '../../database/engine/screening-rows.ts';
import type { TenantTx } from '../../database/connect.ts';
import type { ConsentFact, HistoryFact, ListFact, PhoneFacts } from '../../domain/compliance/facts.ts';
import type { CampaignId, E164 } from '../../domain/ids.ts';
import type { NumberType } from '../../domain/vocabulary.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { FactsDeps } from './lead-facts.ts';
import { consentFacts, onClock, ownListFacts, reassignedFact, refusedElsewhere } from './stored-facts.ts';
import { historyFacts, indexHistory } from './stored-history.ts';

/** Somebody who has the number. */
export interface PersonFacts {
  personId: string;
  subject: string | null;
  debtId: string | null;
  consents: ConsentFact[];
  /** Positions are those of `numbers` as they were asked. */
  history: HistoryFact[];
  /** Numbers of theirs that are on a list, beside the one asked about. */
  refused: ListFact[];
}

/** What is stored about one number, on the tenant's clock. */
export interface NumberFacts {
  hmac: Buffer;
  lists: ListFact[];
  numberType: NumberType | null;
  inAnotherCall: boolean;
  reassigned(consents: readonly ConsentFact[]): PhoneFacts['reassigned'];
  /** Whoever has it, ten at most; none for a number that is in no list. */
  persons: PersonFacts[];
  /** By nobody's lead: what was dialled to the number itself, and what came from it. */
  history: HistoryFact[];
}

/**
 * Reads what is stored about numbers that may be nobody's, in four queries whatever their count. The history's positions
 * are 0 for the number itself and null for any other.
 */
export async function readNumberFacts(
  deps: Pick<FactsDeps, 'registry'> & { keyring: Pick<Keyring, 'numberIndex'> },
  tx: TenantTx,
  input: { campaignId: CampaignId | null; numbers: readonly E164[]; nowMs: number; offsetMs: number },
): Promise<Map<E164, NumberFacts>> {
  const { offsetMs } = input;
  const wanted = new Map([...new Set(input.numbers)].map((number) => [number, deps.keyring.numberIndex(number)]));
  const numbers = [...wanted.values()];
  const rows = await readNumbers(tx, { ...input, numbers });
  const phones = await readPhones(tx, { ...input, leadIds: [...new Set(rows.flatMap((row) => row.lead_ids ?? []))] });
  const hmacs = [...numbers, ...phones.filter((row) => row.position !== null).map((row) => row.number_hmac)];
  const leadIds = [...new Set(phones.map((row) => row.lead_id))];
  const history = indexHistory(await readHistory(tx, { ...input, numbers: hmacs, leadIds }), offsetMs);
  const registries = await deps.registry.look(tx, [...wanted.keys()], input.nowMs);
  const byIndex = new Map(rows.map((row) => [row.number_hmac.toString('base64'), row]));
  const byAsked = Map.groupBy(phones, (row) => row.asked_id);
  const found = new Map<E164, NumberFacts>();
  for (const [nth, [number, hmac]] of [...wanted].entries()) {
    const row = byIndex.get(hmac.toString('base64'));
    if (!row) throw new Error('a number that was asked for was not answered for');
    const positionOf = (other: Buffer) => (other.equals(hmac) ? 0 : null);
    const own = (row.lead_ids ?? []).flatMap((id) => byAsked.get(id)?.filter((one) => one.lead_id === id)[0] ?? []);
    const persons = [...new Map(own.map((lead) => [lead.person_id, lead])).values()].map((lead): PersonFacts => {
      const all = byAsked.get(lead.asked_id) ?? [];
      const others = all.filter((one) => one.position !== null && !one.number_hmac.equals(hmac));
      return {
        personId: lead.person_id,
        subject: lead.subject,
        debtId: lead.debt_id,
        consents: consentFacts(lead.consents, offsetMs),
        history: historyFacts(history.ofPerson(all), { rows: all, positionOf, offsetMs }),
        refused: refusedElsewhere(others, '', offsetMs),
      };
    });
    found.set(number, {
      hmac,
      lists: [...ownListFacts(row, offsetMs), ...(registries[nth] ?? []).map((fact) => onClock(fact, offsetMs))],
      numberType: row.number_type,
      inAnotherCall: row.in_call,
      reassigned: (consents) => reassignedFact(row, consents, offsetMs),
      persons,
      history: historyFacts(history.ofNumbers([hmac]), { rows: phones, positionOf, offsetMs }),
    });
  }
  return found;
}
