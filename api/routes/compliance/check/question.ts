import type { Question } from '../../../../activities/screening/check-facts.ts';
import type { HistoryFact, ListFact } from '../../../../domain/compliance/facts.ts';
import type { E164 } from '../../../../domain/ids.ts';
import type { Address } from '../../../../domain/places.ts';
import { type EpochMs, MINUTE_MS } from '../../../../domain/time.ts';
import { parsePhone } from '../../../../numbering/phone.ts';
import type { ComplianceCheck } from '../../../contract/compliance.ts';
import type { ProblemField } from '../../../contract/problem.ts';
import { invalid } from '../../../http/problem.ts';

/**
 * Reads what was asked. Numbers of ranges that are not in service are read too: that their place is unknown is for the
 * rules to say. @throws Problem 422 for a number that is none.
 */
export function readQuestion(check: ComplianceCheck, { now, country }: { now: EpochMs; country: string }): Question {
  const errors: ProblemField[] = [];
  const first = readNumber(check.phone, country, 'phone', errors);
  const others = check.otherPhones.map((text, n) => readNumber(text, country, `otherPhones.${n}`, errors));
  const phones = [...new Set([first, ...others])].filter((number) => number !== null);
  const at = check.at === undefined ? now : Date.parse(check.at);
  const history = check.history?.map((past, n): HistoryFact => {
    const number = past.phone ? readNumber(past.phone, country, `history.${n}.phone`, errors) : first;
    const position = number === null ? -1 : phones.indexOf(number);
    return {
      at: Date.parse(past.at),
      event: past.event,
      outcome: past.outcome ?? null,
      phone: position < 0 ? null : position,
      subject: past.subject ?? null,
      debtId: past.debtId ?? null,
    };
  });
  if (errors.length > 0) throw invalid(errors);
  return {
    phones,
    at,
    isNow: Math.abs(at - now) < MINUTE_MS,
    address: addressOf(check),
    kind: check.kind,
    automatedVoice: check.automatedVoice,
    numberType: check.numberType,
    subject: check.subject ?? null,
    debtId: check.debtId ?? null,
    window: check.window ?? null,
    consents: check.consents?.map((consent) => ({
      scope: consent.scope,
      source: consent.source,
      at: Date.parse(consent.at),
      revokedAt: consent.revokedAt ? Date.parse(consent.revokedAt) : null,
      expiresAt: consent.expiresAt ? Date.parse(consent.expiresAt) : null,
    })),
    history,
    lists: check.lists.map((one): ListFact => {
      const state = one.unreadable ? 'unreadable' : one.member ? 'listed' : 'clear';
      const asOf = one.asOf ? Date.parse(one.asOf) : at;
      return { list: one.list, state, since: null, asOf, validUntil: null, version: null };
    }),
  };
}

function readNumber(text: string, country: string, field: string, errors: ProblemField[]): E164 | null {
  const read = parsePhone(text, country, { allowUnassigned: true });
  if (read.ok) return read.e164;
  errors.push({ field, message: `${read.message}.`, remedy: `${read.remedy}.` });
  return null;
}

/** States may come with their country, as answers give them: US-FL. */
function addressOf({ address }: ComplianceCheck): Address {
  const [, prefix, code] = /^([A-Za-z]{2})-(.+)$/.exec(address?.state ?? '') ?? [];
  const state = code ?? address?.state;
  const country = address?.country ?? prefix?.toUpperCase();
  return {
    ...(state ? { state } : {}),
    ...(address?.postalCode ? { postalCode: address.postalCode } : {}),
    ...(country ? { country } : {}),
  };
}
