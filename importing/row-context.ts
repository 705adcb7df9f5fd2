import { PHONE_COUNTRIES } from '../numbering/area.ts';
import { zoneTable } from '../numbering/zones.ts';
import type { RowReaderOptions } from './row-reader.ts';
import { countryReader } from './values.ts';

/** What rows are read by besides their layout: the country of national numbers, known zones and countries. */
export function rowContext(defaultCountry: string): RowReaderOptions {
  const zones = zoneTable();
  return { defaultCountry, isZone: (name) => zones.has(name), countryOf: countryReader(PHONE_COUNTRIES) };
}
