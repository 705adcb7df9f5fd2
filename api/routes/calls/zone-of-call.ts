import type { Keyring } from '../../../keyring/keyring.ts';
import { openNumber } from '../../../keyring/sealed-number.ts';
import { placesOf } from '../../../numbering/places.ts';
import type { CallRow } from './call-row.ts';

/** The likeliest zone of the callee; null for calls without a number. */
export function zoneOfCall(row: CallRow, keyring: Keyring): string | null {
  const number = openNumber(keyring, row);
  if (number === null) return null;
  const places = placesOf(number, {
    ...(row.lead_state === null ? {} : { state: row.lead_state }),
    ...(row.postal_code === null ? {} : { postalCode: row.postal_code }),
    ...(row.country === null ? {} : { country: row.country }),
    ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
  });
  return places.zones[0] ?? null;
}
