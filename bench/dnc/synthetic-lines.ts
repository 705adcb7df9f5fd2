/** Registry files that nobody is in: numbers of 335 area codes, sorted by area code as real files are. */

export const AREA_CODES: readonly number[] = Array.from({ length: 335 }, (_, n) => 201 + n * 2);
const CHUNK_BYTES = 1024 * 1024;
const LINE_BYTES = 12;

/** A fixed sequence of whole numbers below 2^32. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
}

/**
 * Lines `NPA,NXXXXXX` of distinct numbers in pieces of a megabyte, `total` over all area codes. In each area numbers rise
 * with gaps, so that every part of its file is written.
 */
export function* syntheticLines(total: number): Generator<Buffer> {
  const next = sequence(7);
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let at = 0;
  for (const [n, area] of AREA_CODES.entries()) {
    const count = Math.floor(total / AREA_CODES.length) + (n < total % AREA_CODES.length ? 1 : 0);
    const gap = Math.max(1, Math.floor(8_000_000 / count));
    let number = 2_000_000 + (next() % gap);
    for (let k = 0; k < count; k++) {
      if (at + LINE_BYTES > CHUNK_BYTES) {
        yield chunk.subarray(0, at);
        chunk = Buffer.allocUnsafe(CHUNK_BYTES);
        at = 0;
      }
      writeLine(chunk, at, area, number);
      at += LINE_BYTES;
      number += gap === 1 ? 1 : 1 + ((next() >>> 8) % (2 * gap - 1));
      if (number > 9_999_999) number = 2_000_000 + (number % 8_000_000);
    }
  }
  if (at > 0) yield chunk.subarray(0, at);
}

function writeLine(chunk: Buffer, at: number, area: number, number: number): void {
  let left = area;
  for (let n = 2; n >= 0; n--) {
    chunk[at + n] = 48 + (left % 10);
    left = (left / 10) | 0;
  }
  chunk[at + 3] = 44;
  left = number;
  for (let n = 10; n >= 4; n--) {
    chunk[at + n] = 48 + (left % 10);
    left = (left / 10) | 0;
  }
  chunk[at + 11] = 10;
}
