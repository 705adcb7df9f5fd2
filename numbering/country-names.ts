import { isSupportedCountry } from 'libphonenumber-js/max';

/** What people write in a country column besides the two letters of ISO 3166. */
const NAMES: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states': 'US',
  'united states of america': 'US',
  america: 'US',
  can: 'CA',
  canada: 'CA',
  uk: 'GB',
  gbr: 'GB',
  'united kingdom': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  ireland: 'IE',
  australia: 'AU',
  aus: 'AU',
  'new zealand': 'NZ',
  mexico: 'MX',
  germany: 'DE',
  deutschland: 'DE',
  france: 'FR',
  spain: 'ES',
  italy: 'IT',
  netherlands: 'NL',
  'puerto rico': 'PR',
  jamaica: 'JM',
  bahamas: 'BS',
};

/** ISO 3166 of a country as people write it, null where it is not understood. */
export function countryOf(text: string | undefined): string | null {
  const name = (text ?? '').replaceAll('.', '').trim().toLowerCase();
  if (name === '') return null;
  const named = NAMES[name];
  if (named) return named;
  const code = name.toUpperCase();
  return isSupportedCountry(code) ? code : null;
}
