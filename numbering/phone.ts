import {
  type CountryCode,
  isSupportedCountry,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max';
import type { E164 } from '../domain/ids.ts';
import { areaPlaces, NANP_COUNTRIES } from './nanp.ts';
import { PHONE_PROBLEMS, type PhoneProblem } from './phone-problems.ts';
import { tidyPhone } from './phone-tidy.ts';

export type ParsedPhone =
  | {
      ok: true;
      e164: E164;
      /** Kept apart: it is not dialled, but it is not lost either. */
      extension: string | null;
      /** ISO 3166; null where several countries share the code. */
      country: string | null;
    }
  | { ok: false; reason: PhoneProblem; message: string; remedy: string };

export type ParseOptions = {
  /** Accept well-formed numbers of ranges that are not in service. Their place is unknown, so they are not dialled. */
  allowUnassigned?: boolean;
};

/**
 * Reads what people type. National formats are read by the default country's rules. Never throws for any text; messages
 * never repeat the number. Throws for a default country that does not exist.
 */
export function parsePhone(text: string, defaultCountry = 'US', options: ParseOptions = {}): ParsedPhone {
  const digits = nanpDigits(text, defaultCountry);
  if (digits !== null && areaPlaces(digits.slice(0, 3))) return nanpNumber(digits, null);

  const tidy = tidyPhone(text, defaultCountry);
  if (!tidy.ok) return failure(tidy.reason);
  const again = nanpDigits(tidy.number, defaultCountry);
  if (again !== null && areaPlaces(again.slice(0, 3))) return nanpNumber(again, tidy.extension);
  return parseFully(tidy.number, tidy.extension, defaultCountry, options);
}

/**
 * The ten digits of a plainly written number of the North American plan, else null. This is the path of nearly every row
 * of an import: one pass over the characters, no allocation but the digits.
 */
function nanpDigits(text: string, defaultCountry: string): string | null {
  if (text.length < 10 || text.length > 24) return null;
  let digits = '';
  let plus = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) digits += text[i];
    else if (code === 43 && digits === '' && !plus) plus = true;
    else if (!isPlainSeparator(code)) return null;
  }
  const national = digits.length === 11 && digits[0] === '1' ? digits.slice(1) : digits;
  if (national.length !== 10 || (plus && digits.length === 10)) return null;
  if (!plus && !NANP_COUNTRIES.has(defaultCountry)) return null;
  const [area = '0', exchange = '0'] = [national[0], national[3]];
  return area >= '2' && exchange >= '2' ? national : null;
}

/** Space, hyphen, dot, parentheses. */
function isPlainSeparator(code: number): boolean {
  return code === 32 || code === 45 || code === 46 || code === 40 || code === 41;
}

function nanpNumber(national: string, extension: string | null): ParsedPhone {
  const country = areaPlaces(national.slice(0, 3))?.country ?? null;
  return { ok: true, e164: `+1${national}` as E164, extension, country };
}

function parseFully(
  number: string,
  extension: string | null,
  defaultCountry: string,
  options: ParseOptions,
): ParsedPhone {
  if (!isSupportedCountry(defaultCountry)) {
    throw new RangeError(`"${defaultCountry}" is no country code; use two capital letters, for example US`);
  }
  const parsed = tryParse(number, defaultCountry);
  if (typeof parsed === 'string') return failure(parsed);
  if (parsed.countryCallingCode === '1') {
    // The numbering plan decides, not libphonenumber's list of area codes: ours knows the newest overlays.
    const assigned = areaPlaces(parsed.nationalNumber.slice(0, 3)) !== undefined;
    const wellFormed = /^[2-9]\d{2}[2-9]\d{6}$/.test(parsed.nationalNumber);
    if (!wellFormed) return failure(lengthProblem(parsed.nationalNumber.length, 10));
    if (!assigned && !options.allowUnassigned) return failure('not-assigned');
    return nanpNumber(parsed.nationalNumber, extension ?? parsed.ext ?? null);
  }
  if (!parsed.isPossible()) return failure('not-possible');
  if (!parsed.isValid() && !options.allowUnassigned) return failure('not-assigned');
  return {
    ok: true,
    e164: parsed.number as string as E164,
    extension: extension ?? parsed.ext ?? null,
    country: parsed.country ?? null,
  };
}

function tryParse(number: string, defaultCountry: CountryCode): PhoneNumber | PhoneProblem {
  try {
    return parsePhoneNumberWithError(number, { defaultCountry, extract: false });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    switch (error.message) {
      case 'TOO_SHORT':
        return 'too-short';
      case 'TOO_LONG':
        return 'too-long';
      case 'INVALID_COUNTRY':
        return 'unknown-country';
      default:
        return 'not-possible';
    }
  }
}

function lengthProblem(length: number, right: number): PhoneProblem {
  if (length < right) return 'too-short';
  return length > right ? 'too-long' : 'not-possible';
}

function failure(reason: PhoneProblem): ParsedPhone {
  const { says, remedy } = PHONE_PROBLEMS[reason];
  return { ok: false, reason, message: says, remedy };
}
