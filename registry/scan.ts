/**
 * The quick way through a registry file: whole lines `NPANXXXXXX` and `NPA,NXXXXXX`, which is nearly every line of the
 * large lists, byte by byte without making a string. Everything else is somebody else's to read.
 */

const NEWLINE = 10;
const RETURN = 13;
const COMMA = 44;
const NO_BITS = new Uint8Array(0);
/** Longest line of the quick form with its two ends. */
export const QUICK_LINE_BYTES = 13;

export interface QuickSink {
  /** The bits of each area that is in memory. */
  readonly slots: (Uint8Array | undefined)[];
  /** When each area was last asked for, in the caller's count of time. */
  readonly seen: Float64Array;
  now: number;
  /** Brings an area into memory. */
  open(area: number): Uint8Array;
}

/**
 * Sets the bit of every quick line from `from` on. Returns where it stopped: at a line that is not of that form, or less
 * than a line before `end`. `lines` counts what was taken.
 */
export function scanQuickLines(
  bytes: Uint8Array,
  from: number,
  end: number,
  sink: QuickSink,
): { at: number; lines: number } {
  const { slots, seen, now } = sink;
  let area = -1;
  let bits: Uint8Array = NO_BITS;
  const last = end - QUICK_LINE_BYTES;
  let at = from;
  let lines = 0;
  while (at <= last) {
    const a = bytes[at]! - 48;
    const b = bytes[at + 1]! - 48;
    const c = bytes[at + 2]! - 48;
    const n = bytes[at + 3]! === COMMA ? at + 4 : at + 3;
    const d = bytes[n]! - 48;
    const e = bytes[n + 1]! - 48;
    const f = bytes[n + 2]! - 48;
    const g = bytes[n + 3]! - 48;
    const h = bytes[n + 4]! - 48;
    const i = bytes[n + 5]! - 48;
    const j = bytes[n + 6]! - 48;
    // Negative as soon as one of them is no digit; area and exchange begin with 2 to 9.
    const wrong =
      (a - 2) |
      (9 - a) |
      b |
      (9 - b) |
      c |
      (9 - c) |
      (d - 2) |
      (9 - d) |
      e |
      (9 - e) |
      f |
      (9 - f) |
      g |
      (9 - g) |
      (h | (9 - h) | i | (9 - i) | j | (9 - j));
    if (wrong < 0) break;
    const after = bytes[n + 7]!;
    let next = n + 8;
    if (after === RETURN && bytes[next] === NEWLINE) next += 1;
    else if (after !== NEWLINE) break;
    const its = a * 100 + b * 10 + c;
    // Sorted files stay in an area for long; others pay for a look at two tables.
    if (its !== area) {
      area = its;
      bits = slots[area] ?? sink.open(area);
      seen[area] = now;
    }
    const offset = d * 1_000_000 + e * 100_000 + f * 10_000 + g * 1_000 + h * 100 + i * 10 + j;
    const byte = offset >>> 3;
    bits[byte] = bits[byte]! | (1 << (offset & 7));
    at = next;
    lines += 1;
  }
  return { at, lines };
}
