import type { CampaignRules } from '../../database/engine/campaign-rules.ts';
import type { ConsentFact, HistoryFact, ListFact, PhoneFacts, ScreenFacts } from '../../domain/compliance/facts.ts';
import type { E164 } from '../../domain/ids.ts';
import type { Address } from '../../domain/places.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { ContactKind, NumberType } from '../../domain/vocabulary.ts';
import type { CallingWindow } from '../../domain/windows.ts';
import { numberTypeOf } from '../../numbering/number-type.ts';
import { placesOf } from '../../numbering/places.ts';
import { campaignFacts } from './lead-facts.ts';
import type { NumberFacts, PersonFacts } from './number-facts.ts';

/** A question about a number, read and understood. What is undefined is taken from what is stored. */
export interface Question {
  /** The phone asked about first, then the lead's others. */
  phones: readonly E164[];
  /** On the tenant's clock, as all times of a question. */
  at: EpochMs;
  /** About this moment, not about an earlier or a later one. */
  isNow: boolean;
  address: Address;
  kind: ContactKind | undefined;
  automatedVoice: boolean | undefined;
  numberType: NumberType | undefined;
  subject: string | null;
  debtId: string | null;
  window: CallingWindow | null;
  consents: readonly ConsentFact[] | undefined;
  history: readonly HistoryFact[] | undefined;
  /** Instead of the stored states of the same lists, for every phone. */
  lists: readonly ListFact[];
}

/**
 * The facts for the rules: one set for each person who has the number (the strictest verdict is the answer), one for
 * nobody when none has. An opt-out in a history that was sent counts as an entry of the internal list.
 */
export function factsOfQuestion(
  question: Question,
  stored: ReadonlyMap<E164, NumberFacts>,
  context: { campaign: CampaignRules | null; demonstrationClock: boolean },
): ScreenFacts[] {
  const [first] = question.phones;
  const about = first === undefined ? undefined : stored.get(first);
  const persons: readonly (PersonFacts | null)[] = about && about.persons.length > 0 ? about.persons : [null];
  return persons.map((person) => factsFor(question, stored, about, person, context));
}

function factsFor(
  question: Question,
  stored: ReadonlyMap<E164, NumberFacts>,
  about: NumberFacts | undefined,
  person: PersonFacts | null,
  { campaign, demonstrationClock }: { campaign: CampaignRules | null; demonstrationClock: boolean },
): ScreenFacts {
  const consents = question.consents ?? person?.consents ?? [];
  const history = knownThen(question, question.history ?? person?.history ?? about?.history ?? []);
  const given = [...question.lists, ...saidNo(question)];
  const phones = question.phones.map((number, position): PhoneFacts => {
    const own = stored.get(number);
    const storedLists = [...(own?.lists ?? []), ...(position === 0 ? (person?.refused ?? []) : [])];
    return {
      position,
      e164: number,
      places: placesOf(number, question.address),
      numberType: question.numberType ?? own?.numberType ?? numberTypeOf(number),
      lists: [...given, ...storedLists.filter(({ list }) => !given.some((one) => one.list === list))],
      reassigned: own?.reassigned(consents) ?? { state: 'not-asked', asOf: null },
      attemptsAt: dials(history, position),
      inAnotherCall: question.isNow && own?.inAnotherCall === true,
    };
  });
  return {
    phase: 'claim',
    kind: question.kind ?? campaign?.call_kind ?? 'telemarketing',
    automatedVoice: question.automatedVoice ?? campaign?.automated_voice ?? true,
    subject: question.subject ?? person?.subject ?? campaign?.subject ?? null,
    debtId: question.debtId ?? person?.debtId ?? null,
    consents,
    history,
    ...(question.address.postalCode === undefined ? {} : { postalCode: question.address.postalCode }),
    observedAt: question.at,
    phones,
    dialing: 0,
    leadAttemptsAt: dials(history, null),
    campaign: campaignOf(question, campaign),
    carrierIsReal: campaign?.reaches_telephones ?? false,
    demonstrationClock,
  };
}

/** What came after an earlier moment says nothing about it. By clocks that differ, what is known now is not later than now. */
function knownThen({ at, isNow }: Question, history: readonly HistoryFact[]): readonly HistoryFact[] {
  return isNow ? history : history.filter((past) => past.at <= at);
}

/** Without a campaign there are no daily caps of the tenant's own: those belong to campaigns. */
function campaignOf({ window }: Question, campaign: CampaignRules | null): ScreenFacts['campaign'] {
  if (campaign) return { ...campaignFacts(campaign), ...(window ? { window } : {}) };
  const unlimited = Number.POSITIVE_INFINITY;
  if (!window) return null;
  return { status: 'running', window, attemptsPerNumberPerDay: unlimited, attemptsPerLeadPerDay: unlimited };
}

function saidNo({ history, lists, at }: Question): ListFact[] {
  if (lists.some(({ list }) => list === 'internal')) return [];
  const optOut = history?.find((past) => past.event === 'opt-out' && past.at <= at);
  if (!optOut) return [];
  return [{ list: 'internal', state: 'listed', since: optOut.at, asOf: null, validUntil: null, version: null }];
}

function dials(history: readonly HistoryFact[], phone: number | null): EpochMs[] {
  return history
    .filter((past) => past.event === 'attempt' && (phone === null || past.phone === phone))
    .map((past) => past.at);
}
