import { hashOf, readArea } from './area-files.ts';
import { bulkLook } from './bulk-look.ts';
import type { Manifest } from './manifest.ts';
import { AREA_BYTES, AREAS } from './place.ts';

/** A version in this process's memory, for going through millions of numbers. */
export interface LoadedList {
  readonly bytes: number;
  /** 1 listed, 0 not listed, -1 no file of that area. */
  look(area: number, offset: number): number;
  /** The same for many numbers, each `area * 10,000,000 + last seven digits`, in their order. */
  lookMany(numbers: Float64Array): Int8Array;
}

/** Reads and checks every file of a version: some 1.25 MB an area. @throws when one is missing or damaged. */
export async function loadList(
  folder: string,
  manifest: Manifest,
  wanted: (area: number) => boolean = () => true,
): Promise<LoadedList> {
  const entries = manifest.areas.filter(({ area }) => wanted(area));
  const bits = new Uint8Array(entries.length * AREA_BYTES);
  /** Which file of `bits` is the area's; -1 for none. */
  const slots = new Int16Array(AREAS).fill(-1);
  for (const [n, { area, sha256 }] of entries.entries()) {
    const read = await readArea(folder, area);
    if (hashOf(read) !== sha256) throw new Error(`the file of area ${area} is not the one that was built`);
    bits.set(read, n * AREA_BYTES);
    slots[area] = n;
  }
  return {
    bytes: bits.length,
    look(area, offset) {
      const slot = slots[area] ?? -1;
      return slot < 0 ? -1 : (bits[slot * AREA_BYTES + (offset >>> 3)]! >>> (offset & 7)) & 1;
    },
    lookMany: (numbers) => bulkLook({ bits, slots, count: entries.length }, numbers),
  };
}
