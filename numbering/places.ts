import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { E164 } from '../domain/ids.ts';
import { type Address, NOWHERE, type NumberKind, type Places } from '../domain/places.ts';
import { type AddressPlaces, addressPlaces, union } from './address-places.ts';
import { countriesOfCallingCode, countryZones, zonesOfCountries } from './country-zones.ts';
import { areaPlaces } from './nanp.ts';
import { shared } from './shared-places.ts';
import { hasZone } from './zones.ts';

/**
 * Everywhere a telephone may ring, by its number and its owner's address. The address narrows the zones that its own
 * area code leaves open; an address elsewhere adds its zones and state. It never removes a state of the area code, and
 * never makes up for a number that tells nothing: toll-free, satellite and unassigned numbers stay unknown.
 */
export function placesOf(e164: E164, address: Address = {}): Places {
  const number = numberPlaces(e164);
  if (number.zones.length === 0) return number;
  const stated = statedZone(address.timeZone);
  const places = withAddress(number, addressPlaces(address));
  if (!stated || places.zones.includes(stated)) return shared(places);
  return shared({ ...places, zones: [...places.zones, stated], certain: false });
}

const byNumberPlan = new Map<string, Places>();

/** By the number alone. */
export function numberPlaces(e164: E164): Places {
  if (!e164.startsWith('+1')) return abroad(e164);
  const code = e164.slice(2, 5);
  let places = byNumberPlan.get(code);
  if (!places) {
    places = ofAreaCode(code);
    byNumberPlan.set(code, places);
  }
  return places;
}

function ofAreaCode(code: string): Places {
  const area = areaPlaces(code);
  if (!area) return NOWHERE;
  const certain = area.zones.length === 1 && area.states.length <= 1;
  return { ...area, countries: area.country ? [area.country] : [], certain };
}

/** Codes of no country: satellite phones, and numbers that follow a person or a network. */
const SATELLITE = /^\+(?:870|881|882|883)/;

function abroad(e164: E164): Places {
  const parsed = parsePhoneNumberFromString(e164);
  if (SATELLITE.test(e164)) return { ...NOWHERE, kind: 'satellite' };
  if (!parsed?.isValid()) return NOWHERE;
  const kind = PLACELESS[parsed.getType() ?? ''] ?? 'geographic';
  const countries = parsed.country ? [parsed.country] : countriesOfCallingCode(parsed.countryCallingCode);
  const [country = null] = countries;
  if (kind !== 'geographic') return { ...NOWHERE, kind, country };
  const zones = zonesOfCountries(countries);
  return { zones, states: [], country, countries, certain: zones.length === 1, kind };
}

/** Types of libphonenumber that tell no place; all others do. */
const PLACELESS: Readonly<Record<string, NumberKind>> = {
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'non-geographic',
  UAN: 'non-geographic',
  PERSONAL_NUMBER: 'non-geographic',
  PAGER: 'non-geographic',
  VOICEMAIL: 'non-geographic',
  VOIP: 'non-geographic',
};

function withAddress(number: Places, address: AddressPlaces): Places {
  if (address.country === null) return number;
  const states = union(number.states, address.states);
  const countries = union(number.countries, [address.country]);
  const ownGround = address.states.length > 0 && address.states.every((state) => number.states.includes(state));
  const common = number.zones.filter((zone) => address.zones.includes(zone));
  const added =
    address.zones.length === 0 && !isIn(number, address.country) ? countryZones(address.country) : address.zones;
  const zones = ownGround && common.length > 0 ? common : union(number.zones, added);
  return { ...number, zones, states, countries, certain: zones.length === 1 && states.length <= 1 };
}

/** Puerto Rico is in the United States for this, and a country of its own for others. */
function isIn(number: Places, country: string): boolean {
  return number.countries.includes(country) || number.states.some((state) => state.startsWith(`${country}-`));
}

/** What spreadsheets call zones. A zone that a list states adds to what is plausible; it narrows nothing. */
const ZONE_NAMES: Readonly<Record<string, string>> = {
  eastern: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  et: 'America/New_York',
  central: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  ct: 'America/Chicago',
  mountain: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mt: 'America/Denver',
  pacific: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pt: 'America/Los_Angeles',
  alaska: 'America/Anchorage',
  hawaii: 'Pacific/Honolulu',
};

const LONGEST_ZONE_NAME = 64;

function statedZone(text: string | undefined): string | null {
  const name = (text ?? '').trim();
  // No zone has a longer name, and a cell of thousands of spaces would hold the pattern below up for minutes.
  if (name === '' || name.length > LONGEST_ZONE_NAME) return null;
  const short = name
    .toLowerCase()
    .replace(/\s*(?:standard|daylight)?\s*time$/, '')
    .replace(/^us\//, '');
  return ZONE_NAMES[short] ?? (hasZone(name) ? name : null);
}
