import type { E164 } from '../../../domain/ids.ts';
import { type Keyring, SEAL } from '../../../keyring/keyring.ts';
import { placesOf } from '../../../numbering/places.ts';
import type { CallRow } from './call-row.ts';

/** The likeliest zone of the callee; null for calls without a number. */
export function zoneOfCall(row: CallRow, keyring: Keyring): string | null {
  if (!row.number_enc || row.key_id === null) return null;
  const number = keyring.open({ keyId: row.key_id, data: row.number_enc }, SEAL.number).toString('utf8') as E164;
  const places = placesOf(number, {
    ...(row.lead_state === null ? {} : { state: row.lead_state }),
    ...(row.postal_code === null ? {} : { postalCode: row.postal_code }),
    ...(row.country === null ? {} : { country: row.country }),
    ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
  });
  return places.zones[0] ?? null;
}
