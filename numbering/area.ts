import { type CountryCode, getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import type { E164 } from '../domain/ids.ts';

/** ISO 3166 codes of the countries whose numbers can be read. */
export const PHONE_COUNTRIES: readonly CountryCode[] = getCountries();

const callingCodes = new Set<string>([...PHONE_COUNTRIES.map((country) => getCountryCallingCode(country)), '800']);

/** `+1212` in the North American plan, else the calling code: `+44`. It counts numbers by place without telling them. */
export function areaOf(number: E164): string {
  if (number.startsWith('+1')) return number.slice(0, 5);
  for (let length = 3; length > 1; length--) {
    const code = number.slice(1, 1 + length);
    if (callingCodes.has(code)) return `+${code}`;
  }
  return number.slice(0, 2);
}
