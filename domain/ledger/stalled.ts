/** Sealing takes seconds. A first entry that has waited this long waits for somebody: the sealer is down or cannot sign. */
export const SEALING_STALLED_AFTER_MS = 60_000;
