import type { E164 } from '../domain/ids.ts';
import { countriesOfCallingCode, zonesOfCountries } from './country-zones.ts';
import { numberPlaces } from './places.ts';

/** Every zone of an area as `areaOf` writes it: `+1212`, `+44`. Empty where it tells no place. */
export function zonesOfArea(area: string): readonly string[] {
  if (area.startsWith('+1')) return numberPlaces(area as E164).zones;
  return zonesOfCountries(countriesOfCallingCode(area.slice(1)));
}
