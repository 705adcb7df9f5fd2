import type { Address } from '../domain/places.ts';
import { CANADIAN_PROVINCES } from './data/canadian-provinces.ts';
import { US_STATES } from './data/us-states.ts';
import { ZIP_PREFIX_STATES, ZIP_PREFIX_ZONES } from './data/us-zip-prefixes.ts';
import { countryOf } from './country-names.ts';
import { countryZones } from './country-zones.ts';

/** What an address says by itself. Empty zones: nothing. */
export type AddressPlaces = {
  readonly country: string | null;
  readonly states: readonly string[];
  readonly zones: readonly string[];
};

const NOTHING: AddressPlaces = { country: null, states: [], zones: [] };

const zipStates = expand(ZIP_PREFIX_STATES.map(([states, prefixes]) => [prefixes, states.split(' ')] as const));
const zipZones = expand(ZIP_PREFIX_ZONES);
const stateCodes = codesByName(US_STATES);
const provinceCodes = codesByName(CANADIAN_PROVINCES);

/**
 * Where an address is. Its parts may contradict each other; then all of them are plausible. A country alone says nothing
 * of zones inside the United States and Canada: the number knows better.
 */
export function addressPlaces(address: Address): AddressPlaces {
  const country = countryOf(address.country);
  const state = stateOf(address.state, country);
  const postal = postalPlaces(address.postalCode, country ?? state?.country ?? null);
  if (!state && !postal) return country ? countryPlaces(country) : NOTHING;
  if (!state || !postal) return state ?? postal ?? NOTHING;
  const consistent = postal.states.some((code) => state.states.includes(code));
  if (consistent) {
    // A prefix that serves two states is settled by the state that is named.
    const zones = postal.zones.filter((zone) => state.zones.includes(zone));
    return { country: state.country, states: state.states, zones: zones.length > 0 ? zones : postal.zones };
  }
  return {
    country: state.country,
    states: union(state.states, postal.states),
    zones: union(postal.zones, state.zones),
  };
}

export function union(...lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}

function stateOf(text: string | undefined, country: string | null): AddressPlaces | null {
  const name = plain(text ?? '').replace(/^(us|ca)-/, '');
  if (name === '') return null;
  const state = country === 'CA' ? undefined : stateCodes.get(name);
  if (state) return { country: 'US', states: [`US-${state}`], zones: US_STATES[state]?.zones ?? [] };
  const province = country === null || country === 'CA' ? provinceCodes.get(name) : undefined;
  if (province) return { country: 'CA', states: [`CA-${province}`], zones: CANADIAN_PROVINCES[province]?.zones ?? [] };
  return null;
}

function postalPlaces(text: string | undefined, country: string | null): AddressPlaces | null {
  const code = (text ?? '').toUpperCase().replace(/[\s']/g, '');
  if ((country === null || country === 'CA') && /^[A-Z]\d[A-Z](?:\d[A-Z]\d)?$/.test(code)) return canadianPlaces(code);
  if (country !== null && country !== 'US' && US_STATES[country] === undefined) return null;
  // Spreadsheets eat the leading zeros of New England.
  const zip = /^(\d{3,5})(?:-?\d{4})?$/.exec(code)?.[1]?.padStart(5, '0');
  return zip ? zipPlaces(zip) : null;
}

function zipPlaces(zip: string): AddressPlaces | null {
  const prefix = zip.slice(0, 3);
  const codes = zip === '96799' ? ['AS'] : (zipStates.get(prefix) ?? []).filter((code) => code !== 'AS');
  if (codes.length === 0) return null;
  const ofStates = codes.flatMap((code) => US_STATES[code]?.zones ?? []);
  const zones = codes.includes('HI') || codes.includes('AS') ? ofStates : (zipZones.get(prefix) ?? ofStates);
  return { country: 'US', states: codes.map((code) => `US-${code}`), zones: union(zones) };
}

function canadianPlaces(code: string): AddressPlaces | null {
  const provinces = Object.entries(CANADIAN_PROVINCES).filter(([, { postalLetters }]) =>
    postalLetters.includes(code[0] ?? ''),
  );
  if (provinces.length === 0) return null;
  return {
    country: 'CA',
    states: provinces.map(([province]) => `CA-${province}`),
    zones: union(...provinces.map(([, { zones }]) => zones)),
  };
}

function countryPlaces(country: string): AddressPlaces {
  return country === 'US' || country === 'CA'
    ? { ...NOTHING, country }
    : { country, states: [], zones: countryZones(country) };
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .trim()
    .toLowerCase();
}

function codesByName(table: Readonly<Record<string, { name: string }>>): Map<string, string> {
  const codes = new Map<string, string>();
  for (const [code, { name }] of Object.entries(table)) {
    codes.set(code.toLowerCase(), code);
    codes.set(plain(name), code);
  }
  return codes;
}

/** `'006-007 009'` -> an entry for each of 006, 007 and 009. */
function expand<T>(rows: readonly (readonly [string, T])[]): Map<string, T> {
  const table = new Map<string, T>();
  for (const [prefixes, value] of rows) {
    for (const range of prefixes.split(' ')) {
      const [first = '', last = first] = range.split('-');
      for (let prefix = Number(first); prefix <= Number(last); prefix++) {
        table.set(String(prefix).padStart(3, '0'), value);
      }
    }
  }
  return table;
}
