import type { Keyring } from '../../../keyring/keyring.ts';
import { openNumber } from '../../../keyring/sealed-number.ts';
import { placesOf } from '../../../numbering/places.ts';

/** What tells where a call rings: the number, and the address of the lead. */
export type CalleeColumns = {
  number_enc: Buffer | null;
  key_id: string | null;
  lead_state: string | null;
  postal_code: string | null;
  country: string | null;
  time_zone: string | null;
};

/** The likeliest zone of the callee; null for calls without a number. */
export function zoneOfCall(row: CalleeColumns, keyring: Keyring): string | null {
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
