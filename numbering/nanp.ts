import type { NumberKind, Places } from '../domain/places.ts';
import { NANP_AREAS, NANP_NON_GEOGRAPHIC } from './data/nanp-areas.ts';

/** What an area code says of a telephone. */
export type AreaPlaces = Pick<Places, 'zones' | 'states' | 'country' | 'kind'>;

const areas = new Map<string, AreaPlaces>();
for (const { codes, states, zones, country } of NANP_AREAS) {
  for (const code of codes.split(' ')) areas.set(code, { zones, states, country, kind: 'geographic' });
}
for (const [kind, codes] of Object.entries(NANP_NON_GEOGRAPHIC) as [NumberKind, string][]) {
  for (const code of codes.split(' ')) areas.set(code, { zones: [], states: [], country: null, kind });
}

/** Undefined for codes that nobody is given. */
export function areaPlaces(areaCode: string): AreaPlaces | undefined {
  return areas.get(areaCode);
}

export const NANP_COUNTRIES: ReadonlySet<string> = new Set(['US', 'CA', ...NANP_AREAS.map((area) => area.country)]);
