import { setTimeout as pause } from 'node:timers/promises';

/** Long enough for a machine that does much else: only what never comes waits for its end. */
export const PATIENCE_MS = 60_000;

/** Repeats an expectation until it holds; resolves with what it gives. @throws its last failure after the deadline (milliseconds). */
export async function eventually<T>(expectation: () => T | Promise<T>, deadlineMs = PATIENCE_MS): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    try {
      return await expectation();
    } catch (failure) {
      if (Date.now() > deadline) throw failure;
      await pause(20);
    }
  }
}
