import { writeSync } from 'node:fs';

/** How long a full pipe may hold the process up, milliseconds: once, until its reader reads again. */
const LONGEST_WAIT_MS = 100;

/**
 * Where log lines go: standard output, at once. A line that cannot be written, because the disk is full or the reader is
 * gone, is lost and counted; the next one that can be says how many were. What a process does for calls is worth more than
 * what it says about them: a log must never end it, nor hold it open at its end.
 */
export function standardOutput(): { write(line: string): void } {
  // Also for whatever else writes there: an error that nobody hears ends the process.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let lost = 0;
  return {
    write(line) {
      const patienceMs = lost > 0 ? 0 : LONGEST_WAIT_MS;
      try {
        // The last line may have been cut short.
        if (lost > 0) {
          const told = { level: 40, time: Date.now(), lost, msg: 'log lines were lost' };
          writeWhole(`\n${JSON.stringify(told)}\n`, patienceMs);
        }
        lost = 0;
        writeWhole(line, patienceMs);
      } catch {
        lost += 1;
      }
    },
  };
}

function writeWhole(line: string, patienceMs: number): void {
  let rest = Buffer.from(line);
  for (let waitedMs = 0; rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (!isBusy(error) || waitedMs >= patienceMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      waitedMs += 5;
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
