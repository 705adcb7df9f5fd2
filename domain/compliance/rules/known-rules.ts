import type { PhoneRule } from '../rule.ts';

/** A country whose law nobody chose is not a country without law. */
export function knownRules(covered: ReadonlySet<string>): PhoneRule {
  return {
    id: 'known-rules',
    of: 'phone-dialled',
    timeless: true,
    check({ places, position }) {
      const countries = places.country === null ? places.countries : [places.country, ...places.countries];
      const missing = [...new Set(countries)].filter((country) => !covered.has(country));
      const about = { rule: 'known-rules', phone: position } as const;
      if (missing.length === 0) return { ...about, result: 'pass', reason: null, facts: {} };
      return { ...about, result: 'unknown', reason: 'no-rules', facts: { countries: missing } };
    },
  };
}
