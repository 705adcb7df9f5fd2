import { NANP_COUNTRIES } from './nanp.ts';
import type { PhoneProblem } from './phone-problems.ts';

type Tidied = { ok: true; number: string; extension: string | null } | { ok: false; reason: PhoneProblem };

/** Invisible marks that contacts and web pages leave behind: zero-width, direction marks, byte order mark. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u00AD]/g;
const ANY_SPACE = /[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]+/g;
const ANY_HYPHEN = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
/** `1.23E+10`, `1,23e10`: what a spreadsheet shows, and then saves, of a number that is too wide for its column. */
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e\+?\d{1,2}$/i;
const EXTENSION =
  /[\s,;]*(?:;ext=|\bext(?:ension|n)?\b\.?:?|\bx\.?(?=\s*\d)|(?<=\d)x(?=\s*\d)|#|,,+|\bdurchwahl\b|\bposte\b)\s*(\d{1,7})#?$/i;
const SEVERAL = /[/;|,\n&]|\bor\b|\band\b|\bund\b|\bou\b/i;
const LABEL = /^(?:tel|telephone|phone|ph|mobile|mob|cell|home|work|office|fax|t|m|p|h|w)\b\.?\s*[:#.]?\s*(?=[+(\d])/i;

const KEYPAD: Record<string, string> = Object.fromEntries(
  ['abc2', 'def3', 'ghi4', 'jkl5', 'mno6', 'pqrs7', 'tuv8', 'wxyz9'].flatMap((key) =>
    Array.from(key.slice(0, -1), (letter) => [letter, key.slice(-1)]),
  ),
);

/** Longer text is no number, and must not reach patterns that look at it from each of its characters. */
const LONGEST_CELL = 500;

/** Takes off what spreadsheets, contact lists and people wrap around a number, or says why there is no single one. */
export function tidyPhone(raw: string, defaultCountry: string): Tidied {
  if (raw.trim().length > LONGEST_CELL) return { ok: false, reason: 'not-possible' };
  const text = unwrapped(raw);
  if (text === '') return { ok: false, reason: 'empty' };
  if (SCIENTIFIC.test(text.replaceAll(' ', ''))) return { ok: false, reason: 'digits-lost' };
  if (!/\d/.test(text)) return { ok: false, reason: 'no-digits' };
  const match = EXTENSION.exec(text);
  const withoutExtension = match ? text.slice(0, match.index) : text;
  // "12 x 3456789": what stands before is too short to be the number.
  const found = match && digitCount(withoutExtension) >= 5 ? match : null;
  const body = found ? withoutExtension : text;
  if (holdsSeveral(body)) return { ok: false, reason: 'several-numbers' };
  const number = internationalPrefix(vanity(body.replaceAll(' / ', ' ')), defaultCountry);
  if (digitCount(number) === 0) return { ok: false, reason: 'no-digits' };
  if (/[a-z]/i.test(number)) return { ok: false, reason: digitCount(number) < 7 ? 'no-digits' : 'not-possible' };
  return { ok: true, number, extension: found?.[1] ?? null };
}

/** Arabic-Indic, Persian and Devanagari digits; full-width ones are NFKC's. */
const OTHER_DIGITS = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g;

function latinDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = [0x966, 0x6f0, 0x660].find((first) => code >= first) ?? 48;
  return String(code - zero);
}

function unwrapped(raw: string): string {
  return (
    raw
      .normalize('NFKC')
      .replace(OTHER_DIGITS, latinDigit)
      .replace(INVISIBLE, '')
      .replace(ANY_HYPHEN, '-')
      // A line break inside a cell parts numbers as a slash does.
      .replace(/[\r\n]+(?=.*\d)/g, ' / ')
      .replace(ANY_SPACE, ' ')
      .trim()
      // ="2125550123", '2125550123 and "2125550123": how spreadsheets are made to keep digits.
      .replace(/^=?["'`\u2018\u2019\u00B4]+|["'`\u2018\u2019\u00B4]+$/g, '')
      .replace(/^=/, '')
      .replace(/^(?:tel|sip|callto):/i, '')
      .replace(LABEL, '')
      // A column read as floating point: nothing is lost below 2^53.
      .replace(/^(\+?\d{7,15})\.0+$/, '$1')
      .trim()
  );
}

function digitCount(text: string): number {
  return text.replace(/\D/g, '').length;
}

/** Two parts that could each be dialled. "0221/123456" and "(02) 9374/4000" are one number. */
function holdsSeveral(text: string): boolean {
  const digits = digitCount(text);
  if (digits <= 10) return false;
  // No number of the world has more than 15 digits; two of ten have 20.
  if (digits >= 20) return true;
  const parts = text.split(SEVERAL).filter((part) => digitCount(part) >= 7);
  return parts.length > 1 || (text.match(/\+/g)?.length ?? 0) > 1;
}

/** `1-800-FLOWERS`: letters count as their keys where the number comes out complete. Surplus letters are not dialled. */
function vanity(text: string): string {
  const compact = text.replace(/[\s().-]/g, '');
  const match = /^(\+?1?)(\d{3})((?=.*[a-z])[a-z\d]{7,})$/i.exec(compact);
  if (!match) return text;
  const [, prefix = '', area = '', rest = ''] = match;
  if (!/^[2-9]/.test(area)) return text;
  const keys = Array.from(rest.slice(0, 7).toLowerCase(), (letter) => KEYPAD[letter] ?? letter).join('');
  return `${prefix}${area}${keys}`;
}

/** 00 means "abroad" to people everywhere, 011 where that is the code. */
function internationalPrefix(text: string, defaultCountry: string): string {
  const compact = text.replace(/^[\s(]+/, '');
  if (compact.startsWith('00')) return `+${compact.slice(2).trimStart()}`;
  if (NANP_COUNTRIES.has(defaultCountry) && /^011[\s-]?[2-9]/.test(compact) && digitCount(compact) > 11) {
    return `+${compact.slice(3).replace(/^[\s-]+/, '')}`;
  }
  return text;
}
