import { setTimeout as pause } from 'node:timers/promises';

/** Repeats an expectation until it holds; resolves with what it gives. @throws its last failure after the deadline (milliseconds). */
export async function eventually<T>(expectation: () => T | Promise<T>, deadlineMs = 20_000): Promise<T> {
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
