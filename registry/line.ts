import { nationalPlace, type Place } from './place.ts';

export type Line =
  | { kind: 'number'; place: Place; change: 'add' | 'delete' | null }
  | { kind: 'blank' }
  | { kind: 'bad'; reason: BadLine };

/** Why a line was not used. None repeats what stands in the line. */
export const BAD_LINES = {
  'not-a-number': 'it is no telephone number of this list’s country',
  fields: 'it has several fields that are neither a number nor a change',
  'change-in-full-list': 'it says added or deleted, and the file is no change file',
  'no-change': 'it does not say whether the number is added or deleted, and the file is a change file',
  'cut-off': 'the file ends in the middle of it',
} as const;
export type BadLine = keyof typeof BAD_LINES;

/**
 * Reads one line, in any form that registries use: `NPANXXXXXX`, `NPA,NXXXXXX`, with punctuation, with trunk prefix or
 * calling code; and records of change files, which add dates and one field that says A(dd) or D(elete).
 */
export function readLine(text: string, callingCode: '1' | '44'): Line {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'blank' };
  const fields = trimmed.split(/[,;\t|]/).map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
  const split = /^\d{3}$/.test(fields[0] ?? '') && /^\d{7}$/.test(fields[1] ?? '');
  const [number = '', ...rest] = split ? [fields.slice(0, 2).join(''), ...fields.slice(2)] : fields;
  const place = readNumber(number, callingCode);
  const change = readChange(rest);
  if (change === 'unreadable') return { kind: 'bad', reason: 'fields' };
  return place === null ? { kind: 'bad', reason: 'not-a-number' } : { kind: 'number', place, change };
}

function readNumber(text: string, callingCode: '1' | '44'): Place | null {
  if (!/^\+?[\d ().-]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  const prefixes = callingCode === '1' ? /^(001|1)(?=\d{10}$)/ : /^(0044|44(?=\d{9,10}$)|0)/;
  return nationalPlace(callingCode, digits.replace(prefixes, ''));
}

/** Null: nothing but the number. */
function readChange(fields: readonly string[]): 'add' | 'delete' | null | 'unreadable' {
  const meaningful = fields.filter((field) => field !== '');
  if (meaningful.length === 0) return null;
  const marks = meaningful.filter((field) => /^(a|d|add|added|delete|deleted)$/i.test(field));
  const others = meaningful.filter((field) => !marks.includes(field));
  const [mark] = marks;
  if (mark === undefined || marks.length > 1 || !others.every(isInstant)) return 'unreadable';
  return /^a/i.test(mark) ? 'add' : 'delete';
}

/** A date, a time, or both, in digits. */
function isInstant(field: string): boolean {
  return /^[\d:/ .TZ+-]{4,35}( ?[AP]M)?$/i.test(field);
}
