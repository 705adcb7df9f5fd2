import { AREA_BYTES, AREAS, NUMBERS_PER_AREA } from './place.ts';

/** Numbers that are sorted at once: enough for many of each area, few enough for the cache. */
const BLOCK = 1 << 20;

interface Areas {
  /** The files of areas, one after the other. */
  readonly bits: Uint8Array;
  /** Which file an area's is; -1 for none. */
  readonly slots: Int16Array;
  readonly count: number;
}

/**
 * Answers for many numbers by going from area to area: asked in any order, nearly every byte would be a miss of the
 * memory's caches, while the bits of one area fit into them. 1 listed, 0 not listed, -1 no file of that area.
 */
export function bulkLook(areas: Areas, numbers: Float64Array): Int8Array {
  const answers = new Int8Array(numbers.length);
  const size = Math.min(BLOCK, numbers.length);
  const scratch: Scratch = {
    files: new Int16Array(size),
    offsets: new Int32Array(size),
    sorted: new Int32Array(size),
    positions: new Int32Array(size),
    ends: new Int32Array(areas.count + 1),
  };
  for (let from = 0; from < numbers.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, numbers.length);
    lookInBlock(areas, numbers.subarray(from, to), answers.subarray(from, to), scratch);
  }
  return answers;
}

interface Scratch {
  /** Of each number: 0 for none, else the area's file and one. */
  files: Int16Array;
  offsets: Int32Array;
  /** Offsets, and which number they are of, by file. */
  sorted: Int32Array;
  positions: Int32Array;
  /** Where in `sorted` the next number of a file goes, and so in the end where its numbers end. */
  ends: Int32Array;
}

function lookInBlock(
  { bits, slots, count }: Areas,
  numbers: Float64Array,
  answers: Int8Array,
  { files, offsets, sorted, positions, ends }: Scratch,
): void {
  ends.fill(0);
  for (let n = 0; n < numbers.length; n++) {
    const number = numbers[n]!;
    // Half a number more, so that rounding cannot move the first number of an area into the one before.
    const quotient = (number + 0.5) * (1 / NUMBERS_PER_AREA);
    const area = quotient | 0;
    const file = quotient >= 0 && quotient < AREAS ? slots[area]! + 1 : 0;
    files[n] = file;
    offsets[n] = (number - area * NUMBERS_PER_AREA) | 0;
    ends[file] = ends[file]! + 1;
  }
  for (let file = 0, before = 0; file <= count; file++) {
    const its = ends[file]!;
    ends[file] = before;
    before += its;
  }
  for (let n = 0; n < numbers.length; n++) {
    const file = files[n]!;
    const at = ends[file]!;
    ends[file] = at + 1;
    sorted[at] = offsets[n]!;
    positions[at] = n;
  }
  let at = 0;
  for (; at < ends[0]!; at++) answers[positions[at]!] = -1;
  for (let file = 1; file <= count; file++) {
    const base = (file - 1) * AREA_BYTES;
    for (const end = ends[file]!; at < end; at++) {
      const offset = sorted[at]!;
      answers[positions[at]!] = (bits[base + (offset >>> 3)]! >>> (offset & 7)) & 1;
    }
  }
}
