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
