import { renameSync, statSync } from 'node:fs';

const LARGEST_BYTES = 10 * 1024 * 1024;

/** Puts a log that has grown large aside, under the name of the one before it. */
export function rotateLog(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_BYTES) renameSync(file, `${file}.1`);
}
