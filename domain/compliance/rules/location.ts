import type { Rule } from '../rule.ts';

/** Where nobody can say what time it is, nobody may be called: toll-free, satellite, unassigned numbers. */
export const knownLocation: Rule = {
  id: 'known-location',
  of: 'phone-dialled',
  timeless: true,
  check(phone, _facts, _at, zones) {
    const { places } = phone;
    const unheardOf = places.zones.filter((zone) => !zones.has(zone));
    const known = places.zones.length > 0 && unheardOf.length === 0;
    return {
      rule: 'known-location',
      citation: '47 CFR 64.1200(c)(1)',
      confidence: 'secondary',
      phone: phone.position,
      result: known ? 'pass' : 'unknown',
      reason: known ? null : 'unknown-location',
      facts: known ? { zones: places.zones } : { kind: places.kind, country: places.country, zones: places.zones },
    };
  },
};
