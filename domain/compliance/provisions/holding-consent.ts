import type { EpochMs } from '../../time.ts';
import type { ConsentScope } from '../../vocabulary.ts';
import type { ConsentFact, ScreenFacts } from '../facts.ts';

/** A record of this source says that people do business; it consents to nothing. */
const RELATIONSHIP = 'business-relationship';
/** Said to whoever calls, about these calls. */
const DIRECT = 'direct';
/** Nobody gave it: it holds for development carriers alone. */
const DEMONSTRATION = 'demonstration';
const NOT_IN_WRITING: ReadonlySet<string> = new Set(['oral', 'direct', 'spoken', 'verbal', 'phone']);

/** The consent in this scope that holds at this moment. Whoever agreed to offers agreed to messages too. */
export function holdingConsent(
  { consents, carrierIsReal }: Pick<ScreenFacts, 'consents' | 'carrierIsReal'>,
  scope: ConsentScope,
  at: EpochMs,
  { written = false }: { written?: boolean } = {},
): ConsentFact | undefined {
  return consents.find(
    (consent) =>
      consent.source !== RELATIONSHIP &&
      (consent.source !== DEMONSTRATION || !carrierIsReal) &&
      (consent.scope === scope || scope === 'informational') &&
      (!written || !NOT_IN_WRITING.has(consent.source)) &&
      holds(consent, at),
  );
}

export function hasRelationship(consents: readonly ConsentFact[], at: EpochMs): boolean {
  return consents.some((consent) => consent.source === RELATIONSHIP && holds(consent, at));
}

/** Given to whoever calls, for more calls than the law has, until a day. */
export function hasDirectConsent(consents: readonly ConsentFact[], at: EpochMs): boolean {
  return consents.some((consent) => consent.source === DIRECT && consent.expiresAt !== null && holds(consent, at));
}

/** Why there is none: the best of those that were found. */
export function whyNone(consents: readonly ConsentFact[], scope: ConsentScope, at: EpochMs): string {
  const found = consents.filter(({ scope: its, source }) => its === scope && source !== RELATIONSHIP);
  if (found.length === 0) return 'none';
  const holding = found.filter((consent) => holds(consent, at));
  if (holding.some(({ source }) => source !== DEMONSTRATION)) return 'not in writing';
  if (holding.length > 0) return 'for demonstrations only';
  if (found.some(({ revokedAt }) => revokedAt !== null && revokedAt <= at)) return 'revoked';
  return found.some(({ expiresAt }) => expiresAt !== null && expiresAt <= at) ? 'expired' : 'given later';
}

function holds({ at: given, revokedAt, expiresAt }: ConsentFact, at: EpochMs): boolean {
  return given <= at && (revokedAt === null || revokedAt > at) && (expiresAt === null || expiresAt > at);
}
