import { setTimeout as pause } from 'node:timers/promises';

/** Repeats an expectation until it holds. @throws its last failure after the deadline (milliseconds). */
export async function eventually(expectation: () => void | Promise<void>, deadlineMs = 20_000): Promise<void> {
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
