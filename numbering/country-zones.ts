import moment from 'moment-timezone';
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';

/**
 * Zones that the zone data lists for a country although no subscriber of its public network lives by their clock:
 * Eyre Bird Observatory is filed under Tokyo, Macquarie Island is a research station.
 */
const NOBODY_THERE: Readonly<Record<string, readonly string[]>> = {
  AU: ['Asia/Tokyo', 'Antarctica/Macquarie'],
};

const known = new Map<string, readonly string[]>();

/** Every clock that people in this country live by, the most populous first; empty for a country that the zone data does not know. */
export function countryZones(country: string): readonly string[] {
  let zones = known.get(country);
  if (!zones) {
    zones = distinctClocks(listed(country).filter((zone) => !NOBODY_THERE[country]?.includes(zone)));
    known.set(country, zones);
  }
  return zones;
}

/** The clocks of several countries at once, where a number or an area may belong to any of them. */
export function zonesOfCountries(countries: readonly string[]): readonly string[] {
  return countries.length === 1 ? countryZones(countries[0] ?? '') : distinctClocks(countries.flatMap(countryZones));
}

function listed(country: string): readonly string[] {
  return moment.tz.zonesForCountry(country) ?? [];
}

/** Of zones that show the same time from 2026 on the most populous is enough: rules ask each zone of each phone. */
function distinctClocks(zones: readonly string[]): string[] {
  const clocks = new Map<string, string>();
  for (const name of zones.toSorted((a, b) => populationOf(b) - populationOf(a))) {
    const zone = moment.tz.zone(name);
    if (!zone) continue;
    const from = Date.UTC(2026, 0, 1);
    const first = zone.untils.findIndex((until) => until === null || until > from);
    const clock = JSON.stringify([zone.offsets.slice(first), zone.untils.slice(first)]);
    if (!clocks.has(clock)) clocks.set(clock, name);
  }
  return [...clocks.values()];
}

function populationOf(zone: string): number {
  return moment.tz.zone(zone)?.population ?? 0;
}

const sharing = new Map<string, readonly string[]>();

/** All countries behind one calling code: +44 is also Jersey, +7 also Kazakhstan. */
export function countriesOfCallingCode(callingCode: string): readonly string[] {
  let countries = sharing.get(callingCode);
  if (!countries) {
    countries = moment.tz
      .countries()
      .filter((country) => isSupportedCountry(country) && getCountryCallingCode(country) === callingCode);
    sharing.set(callingCode, countries);
  }
  return countries;
}
