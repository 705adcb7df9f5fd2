import type { PhoneRule } from '../rule.ts';

/** A country whose law nobody chose is not a country without law. */
export function knownRules(covered: ReadonlySet<string>): PhoneRule {
  return {
    id: 'known-rules',
    of: 'phone-dialled',
    timeless: true,
    check({ places, position }) {
      const about = { rule: 'known-rules', phone: position } as const;
      const { country } = places;
      const isKnown = (country === null || covered.has(country)) && places.countries.every((one) => covered.has(one));
      if (isKnown) return { ...about, result: 'pass', reason: null, facts: {} };
      const all = country === null ? places.countries : [country, ...places.countries];
      const missing = [...new Set(all)].filter((one) => !covered.has(one));
      return { ...about, result: 'unknown', reason: 'no-rules', facts: { countries: missing } };
    },
  };
}
