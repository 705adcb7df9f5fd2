import type { ContactKind } from '../../vocabulary.ts';
import type { Provision } from '../provision.ts';
import { type Force, forceOf, isInForce } from '../provisions/in-force.ts';
import type { PhoneRule } from '../rule.ts';

/** Hours that an officer entered for countries that no pack has. */
type EnteredLaw = {
  readonly countries: readonly string[];
  readonly kinds: readonly ContactKind[] | undefined;
  readonly force: Force;
};

/**
 * A country whose law nobody chose is not a country without law. One that no pack has is known for the kinds of calls and
 * the time that entered hours speak of.
 */
export function knownRules(covered: ReadonlySet<string>, entered: readonly EnteredLaw[] = []): PhoneRule {
  return {
    id: 'known-rules',
    of: 'phone-dialled',
    ...(entered.length === 0 ? { timeless: true } : {}),
    check({ places, position }, { kind }, at, zones) {
      const about = { rule: 'known-rules', phone: position } as const;
      const { country } = places;
      const isCovered = (one: string) =>
        covered.has(one) ||
        entered.some(
          ({ countries, kinds, force }) =>
            countries.includes(one) &&
            kinds?.includes(kind) !== false &&
            places.zones.every((zone) => isInForce(force, [zone], at, zones)),
        );
      const isKnown = (country === null || isCovered(country)) && places.countries.every(isCovered);
      if (isKnown) return { ...about, result: 'pass', reason: null, facts: {} };
      const all = country === null ? places.countries : [country, ...places.countries];
      const missing = [...new Set(all)].filter((one) => !isCovered(one));
      return { ...about, result: 'unknown', reason: 'no-rules', facts: { countries: missing } };
    },
  };
}

/** What changes enter of countries outside `covers`. Hours that some people are exempt from leave the others' calls open. */
export function enteredLaw(changes: readonly Provision[], covers: (country: string) => boolean): EnteredLaw[] {
  return changes.flatMap((change) => {
    const { kinds, ...limits } = change.appliesTo;
    const isForAll = Object.values(limits).every((limit) => limit === undefined || limit === false);
    const countries = change.where.countries?.filter((country) => !covers(country)) ?? [];
    if (change.requires.what !== 'hours' || limits.automatedVoice !== undefined || !isForAll) return [];
    if (countries.length === 0) return [];
    try {
      return [{ countries, kinds, force: forceOf(change) }];
    } catch {
      // Said of the change where it is compiled.
      return [];
    }
  });
}
