import type { E164 } from '../domain/ids.ts';
import { NOWHERE, type Places } from '../domain/places.ts';
import { countriesOfCallingCode, zonesOfCountries } from './country-zones.ts';
import { numberPlaces } from './places.ts';

/**
 * Where an area as `areaOf` writes it may ring: `+1212`, `+44`. Nowhere if it tells no place. Of a calling code that
 * several countries share, the zones of all and the law of its main country: a whole number tells which one it is.
 */
export function placesOfArea(area: string): Places {
  if (area.startsWith('+1')) return numberPlaces(area as E164);
  const countries = countriesOfCallingCode(area.slice(1));
  const zones = zonesOfCountries(countries);
  const [country] = countries;
  if (country === undefined || zones.length === 0) return NOWHERE;
  return { ...NOWHERE, zones, country, countries: [country], certain: zones.length === 1, kind: 'geographic' };
}
