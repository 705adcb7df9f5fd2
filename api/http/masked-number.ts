import type { Keyring } from '../../keyring/keyring.ts';
import { openNumber } from '../../keyring/sealed-number.ts';
import { permits } from '../auth/policy.ts';
import type { Principal } from '../auth/principal.ts';

/** Whole for programs that may see numbers, else the last two digits. */
export function shownNumber(number: string, principal: Principal): { number: string; masked: boolean } {
  return maySeeNumbers(principal)
    ? { number, masked: false }
    : { number: maskedNumber(number.slice(-2)), masked: true };
}

/** Programs see numbers as their role may. People ask for one at a time, and the ledger remembers it (reveal-number.ts). */
export function maySeeNumbers(principal: Principal): boolean {
  return principal.kind === 'api-key' && permits(principal, 'numbers:reveal').allowed;
}

export function maskedNumber(tail: string | null): string {
  return `•••• ••${tail ?? '••'}`;
}

/** A row's number as the asker may see it; null where only its index is known. */
export function numberFor(
  row: { number_enc: Buffer | null; key_id: string | null; tail: string | null },
  principal: Principal,
  keyring: Keyring,
): string | null {
  const whole = maySeeNumbers(principal) ? openNumber(keyring, row) : null;
  return whole ?? (row.tail === null ? null : maskedNumber(row.tail));
}
