import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older or newer than this by the sender's clock, a message is refused: what was recorded by others cannot be replayed. */
const TOLERANCE_S = 300;

/** `t=<unix seconds>,v1=<hex>`: HMAC-SHA-256 under the inbox's secret of `<t>.` and the body as it was sent. */
export function signMessage(secret: string, body: string, atMs: number): string {
  const at = Math.floor(atMs / 1000);
  return `t=${at},v1=${digest(secret, at, body).toString('hex')}`;
}

/** Several `v1` may stand side by side while a sender changes its secret. */
export function isSigned(secret: string, header: string | undefined, body: string, nowMs: number): boolean {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('='));
  const at = Number(parts.find(([name]) => name === 't')?.[1]);
  if (!Number.isSafeInteger(at) || Math.abs(nowMs / 1000 - at) > TOLERANCE_S) return false;
  const expected = digest(secret, at, body);
  return parts.some(([name, value = '']) => {
    const given = Buffer.from(value, 'hex');
    return name === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function digest(secret: string, at: number, body: string): Buffer {
  return createHmac('sha256', secret).update(`${at}.${body}`).digest();
}
