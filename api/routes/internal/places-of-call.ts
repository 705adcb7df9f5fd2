import type { E164 } from '../../../domain/ids.ts';
import type { Places } from '../../../domain/places.ts';
import { SEAL } from '../../../keyring/keyring.ts';
import { placesOf } from '../../../numbering/places.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { CallRow } from './call-row.ts';

/** Where the telephone of this call may ring; null for calls without a number. */
export function placesOfCall(row: CallRow, { keyring }: Pick<ApiDependencies, 'keyring'>): Places | null {
  if (!row.number_enc || row.key_id === null) return null;
  const number = keyring.open({ keyId: row.key_id, data: row.number_enc }, SEAL.number).toString('utf8') as E164;
  return placesOf(number, {
    ...(row.state === null ? {} : { state: row.state }),
    ...(row.postal_code === null ? {} : { postalCode: row.postal_code }),
    ...(row.country === null ? {} : { country: row.country }),
    ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
  });
}
