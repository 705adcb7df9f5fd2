import { permits } from '../auth/policy.ts';
import type { Principal } from '../auth/principal.ts';

/** Whole for those who may see numbers, else the last two digits. */
export function shownNumber(number: string, principal: Principal): { number: string; masked: boolean } {
  return maySeeNumbers(principal)
    ? { number, masked: false }
    : { number: maskedNumber(number.slice(-2)), masked: true };
}

export function maySeeNumbers(principal: Principal): boolean {
  return permits(principal, 'numbers:reveal').allowed;
}

export function maskedNumber(tail: string | null): string {
  return `•••• ••${tail ?? '••'}`;
}
