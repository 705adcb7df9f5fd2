import type { E164 } from '../domain/ids.ts';

/** Numbers that share all but their last seven digits share a file of ten million bits. */
export const NUMBERS_PER_AREA = 10_000_000;
export const AREA_BYTES = NUMBERS_PER_AREA / 8;
/** Areas are whole numbers below this: national numbers have at most eleven digits. */
export const AREAS = 10_000;

export interface Place {
  /** What stands before the last seven digits: the area code in the North American plan. */
  readonly area: number;
  /** The last seven digits. */
  readonly offset: number;
}

/** Where a number lies in a list of that calling code; null: the list does not speak of such numbers. */
export function placeOf(callingCode: '1' | '44', number: E164): Place | null {
  if (!number.startsWith(`+${callingCode}`)) return null;
  return nationalPlace(callingCode, number.slice(callingCode.length + 1));
}

/** The same for a national number without its trunk prefix. Lengths keep numbers of different lengths apart. */
export function nationalPlace(callingCode: '1' | '44', national: string): Place | null {
  const wellFormed = callingCode === '1' ? /^[2-9]\d{2}[2-9]\d{6}$/ : /^[1-9]\d{8,9}$/;
  if (!wellFormed.test(national)) return null;
  return { area: Number(national.slice(0, -7)), offset: Number(national.slice(-7)) };
}
