import { MINUTE_MS } from '../domain/time.ts';

/** Clocks that are kept by the network differ by milliseconds. */
const MOST_APART_MS = MINUTE_MS;

/**
 * The rules are judged by this machine's clock: one that is wrong by hours would call people at night, and block for good
 * whoever's consent does not hold at that hour. Says how it and Postgres's differ where they are over a minute apart,
 * whichever of them is wrong; null where they agree. Both in epoch milliseconds.
 */
export function clocksApart(machineMs: number, databaseMs: number): string | null {
  const apartMs = machineMs - databaseMs;
  if (Math.abs(apartMs) <= MOST_APART_MS) return null;
  const which = apartMs > 0 ? 'ahead of' : 'behind';
  return `this machine's clock is ${Math.round(Math.abs(apartMs) / 1000)} s ${which} Postgres's: keep both by NTP`;
}
