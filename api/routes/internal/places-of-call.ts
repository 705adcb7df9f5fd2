import type { Places } from '../../../domain/places.ts';
import { openNumber } from '../../../keyring/sealed-number.ts';
import { placesOf } from '../../../numbering/places.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { CallRow } from './call-row.ts';

/** Where the telephone of this call may ring; null for calls without a number. */
export function placesOfCall(row: CallRow, { keyring }: Pick<ApiDependencies, 'keyring'>): Places | null {
  const number = openNumber(keyring, row);
  if (number === null) return null;
  return placesOf(number, {
    ...(row.state === null ? {} : { state: row.state }),
    ...(row.postal_code === null ? {} : { postalCode: row.postal_code }),
    ...(row.country === null ? {} : { country: row.country }),
    ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
  });
}
