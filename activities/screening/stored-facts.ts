import type { PhoneRow, StoredConsent } from '../../database/engine/screening-rows.ts';
import type { ConsentFact, ListFact, PhoneFacts } from '../../domain/compliance/facts.ts';
import type { EpochMs } from '../../domain/time.ts';

/** Stored rows as the rules read them, on the tenant's clock (`offsetMs` later than real times). */

export function consentFacts(stored: readonly StoredConsent[] | null, offsetMs: number): ConsentFact[] {
  const at = (text: string) => Date.parse(text) + offsetMs;
  return (stored ?? []).map((consent) => ({
    scope: consent.scope,
    source: consent.source,
    at: at(consent.at),
    revokedAt: consent.revokedAt === null ? null : at(consent.revokedAt),
    expiresAt: consent.expiresAt === null ? null : at(consent.expiresAt),
  }));
}

const CURRENT = { asOf: null, validUntil: null, version: null } as const;
const OWN_LISTS = ['internal', 'campaign', 'litigator'] as const;

/** The tenant's own lists are always current: the query that read the phone asked them all. */
export function ownListFacts(row: Pick<PhoneRow, 'suppressed'>, offsetMs: number): ListFact[] {
  return OWN_LISTS.map((list) => {
    const listed = row.suppressed?.find((one) => one.list === list);
    if (!listed) return { list, state: 'clear', since: null, ...CURRENT };
    return { list, state: 'listed', since: Date.parse(listed.since) + offsetMs, ...CURRENT };
  });
}

/** A number of the person that another lead has: a refusal there is a refusal here. */
export function refusedElsewhere(rows: readonly PhoneRow[], askedId: string, offsetMs: number): ListFact[] {
  return rows
    .filter((row) => row.lead_id !== askedId && row.suppressed !== null)
    .flatMap((row) => ownListFacts(row, offsetMs).filter((fact) => fact.state === 'listed'));
}

export function onClock(fact: ListFact, offsetMs: number): ListFact {
  if (offsetMs === 0) return fact;
  const shifted = (at: EpochMs | null) => (at === null ? null : at + offsetMs);
  return { ...fact, since: shifted(fact.since), asOf: shifted(fact.asOf), validUntil: shifted(fact.validUntil) };
}

/**
 * What was answered about a date of consent. "No" (not reassigned since that date) goes for every later consent as well;
 * for an earlier one it answers nothing, and neither does "yes" for a later one.
 */
export function reassignedFact(
  row: Pick<PhoneRow, 'reassigned' | 'reassigned_consent_at' | 'reassigned_as_of'>,
  consents: readonly ConsentFact[],
  offsetMs: number,
): PhoneFacts['reassigned'] {
  if (row.reassigned === null || row.reassigned_consent_at === null || row.reassigned_as_of === null) {
    return { state: 'not-asked', asOf: null };
  }
  const asOf = row.reassigned_as_of.getTime() + offsetMs;
  const askedAbout = row.reassigned_consent_at.getTime() + offsetMs;
  const earliest = Math.min(...consents.filter((one) => one.revokedAt === null).map((one) => one.at));
  const covers =
    !Number.isFinite(earliest) || (row.reassigned === 'yes' ? earliest <= askedAbout : askedAbout <= earliest);
  return { state: covers ? row.reassigned : 'unknown', asOf };
}
