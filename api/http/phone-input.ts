import type { E164 } from '../../domain/ids.ts';
import { parsePhone } from '../../numbering/phone.ts';
import type { ProblemField } from '../contract/problem.ts';
import { invalid } from './problem.ts';

/** Reads a number in any form, or says what is wrong with it. Messages never repeat the number. */
export function readPhone(
  text: string,
  country: string,
  field: string,
): { ok: true; e164: E164 } | { ok: false; error: ProblemField } {
  const parsed = parsePhone(text, country);
  if (parsed.ok) return { ok: true, e164: parsed.e164 };
  return { ok: false, error: { field, message: sentence(parsed.message), remedy: sentence(parsed.remedy) } };
}

/** @throws Problem 422 */
export function requirePhone(text: string, country: string, field: string): E164 {
  const read = readPhone(text, country, field);
  if (!read.ok) throw invalid([read.error]);
  return read.e164;
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
}
