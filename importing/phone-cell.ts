import type { E164 } from '../domain/ids.ts';
import { areaOf } from '../numbering/area.ts';
import { parsePhone } from '../numbering/phone.ts';

export interface Phone {
  e164: E164;
  extension: string | null;
  /** `+1212`, `+44`. */
  area: string;
  /** The last two digits. */
  tail: string;
}

export interface PhoneProblem {
  reason: string;
  remedy: string;
}

export interface PhonesRead {
  phones: Phone[];
  /** Of the first number that could not be read; others of the cell may have been. */
  problem: PhoneProblem | null;
}

/** Between numbers that share a cell. */
const BETWEEN = /[;,/|&\n]+|\s(?:or|and|oder|und|ou|et|o|y|e)\s/i;

/** The numbers of one cell, which mostly holds one. */
export function readPhones(text: string, country: string): PhonesRead {
  const parsed = parsePhone(text, country);
  if (parsed.ok) return { phones: [phone(parsed.e164, parsed.extension)], problem: null };
  if (parsed.reason !== 'several-numbers') return { phones: [], problem: sentence(parsed) };
  const phones: Phone[] = [];
  let problem: PhoneProblem | null = null;
  for (const part of text.split(BETWEEN)) {
    if (!/\d/.test(part)) continue;
    const one = parsePhone(part, country);
    if (one.ok) phones.push(phone(one.e164, one.extension));
    else problem ??= sentence(one);
  }
  return { phones, problem };
}

/** Is it a telephone number as it stands? Asked of any cell, so prose and small numbers are told apart cheaply. */
export function looksLikePhone(text: string, country: string): boolean {
  if (text.length > 60 || text.replace(/\D/g, '').length < 7 || /\d{4}-\d\d-\d\d/.test(text)) return false;
  return parsePhone(text, country).ok;
}

function phone(e164: E164, extension: string | null): Phone {
  return { e164, extension, area: areaOf(e164), tail: e164.slice(-2) };
}

function sentence({ message, remedy }: { message: string; remedy: string }): PhoneProblem {
  return { reason: `${capital(message)}.`, remedy: `${capital(remedy)}.` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
