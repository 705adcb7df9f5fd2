import { createHmac, timingSafeEqual } from 'node:crypto';

/** Crockford's alphabet: without letters that are taken for digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/**
 * The installation's set-up code: 80 bits that follow from its signing secret, so that every API process knows the same
 * one and none is stored. It opens nothing once there is a user.
 */
export function setupCode(jwtSecret: Uint8Array): string {
  const digest = createHmac('sha256', jwtSecret).update('ringfence set-up code').digest();
  const letters = Array.from(digest.subarray(0, LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Whether this is the code, as people type it: in any case, with or without dashes, O for 0, I or L for 1. */
export function isSetupCode(typed: string, jwtSecret: Uint8Array): boolean {
  const given = Buffer.from(plain(typed));
  const expected = Buffer.from(plain(setupCode(jwtSecret)));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function plain(text: string): string {
  return text
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '');
}
