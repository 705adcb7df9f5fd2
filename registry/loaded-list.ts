import { hashOf, readArea } from './area-files.ts';
import type { Manifest } from './manifest.ts';
import { AREA_BYTES, AREAS } from './place.ts';

/** A version in this process's memory, for going through millions of numbers. */
export interface LoadedList {
  readonly bytes: number;
  /** 1 listed, 0 not listed, -1 no file of that area. */
  look(area: number, offset: number): number;
  /** The same for many numbers of the North American plan, `area * 10,000,000 + last seven digits`; counts those listed. */
  countListed(numbers: Float64Array): number;
}

/** Reads and checks every file of a version: some 1.25 MB an area. @throws when one is missing or damaged. */
export async function loadList(
  folder: string,
  manifest: Manifest,
  wanted: (area: number) => boolean = () => true,
): Promise<LoadedList> {
  const entries = manifest.areas.filter(({ area }) => wanted(area));
  const bits = new Uint8Array(entries.length * AREA_BYTES);
  /** Where the area's bits begin; -1 for none. */
  const starts = new Int32Array(AREAS).fill(-1);
  for (const [n, { area, sha256 }] of entries.entries()) {
    const read = await readArea(folder, area);
    if (hashOf(read) !== sha256) throw new Error(`the file of area ${area} is not the one that was built`);
    bits.set(read, n * AREA_BYTES);
    starts[area] = n * AREA_BYTES;
  }
  const look = (area: number, offset: number): number => {
    const start = starts[area] ?? -1;
    return start < 0 ? -1 : (bits[start + (offset >>> 3)]! >>> (offset & 7)) & 1;
  };
  return {
    bytes: bits.length,
    look,
    countListed(numbers) {
      let listed = 0;
      for (let n = 0; n < numbers.length; n++) {
        const number = numbers[n]!;
        const area = (number / 10_000_000) | 0;
        const offset = (number - area * 10_000_000) | 0;
        const start = starts[area]!;
        if (start >= 0) listed += (bits[start + (offset >>> 3)]! >>> (offset & 7)) & 1;
      }
      return listed;
    },
  };
}
