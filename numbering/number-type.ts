import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { E164 } from '../domain/ids.ts';
import type { NumberType } from '../domain/vocabulary.ts';

/** What the numbering plan tells. In the North American plan it tells nothing: mobiles share the area codes. */
export function numberTypeOf(number: E164): NumberType {
  if (number.startsWith('+1')) return 'unknown';
  switch (parsePhoneNumberFromString(number)?.getType()) {
    case 'MOBILE':
      return 'mobile';
    case 'FIXED_LINE':
      return 'landline';
    default:
      return 'unknown';
  }
}
