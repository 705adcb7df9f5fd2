import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AREA_BYTES } from './place.ts';

export const areaFile = (folder: string, area: number): string => join(folder, `${area}.bits`);

/** Writes an area's bits and waits until the disk has them. */
export async function writeArea(folder: string, area: number, bits: Uint8Array): Promise<void> {
  const file = await open(areaFile(folder, area), 'w');
  try {
    await file.writeFile(bits);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** @throws when the file is missing or has not the size of an area. */
export async function readArea(folder: string, area: number): Promise<Uint8Array> {
  return sized(await readFile(areaFile(folder, area)), area);
}

export function readAreaNow(folder: string, area: number): Uint8Array {
  return sized(readFileSync(areaFile(folder, area)), area);
}

/** The same file under a second name: versions share what did not change, and no version's file is ever written again. */
export async function shareArea(from: string, to: string, area: number): Promise<void> {
  await link(areaFile(from, area), areaFile(to, area));
}

export function hashOf(bits: Uint8Array): string {
  return createHash('sha256').update(bits).digest('hex');
}

/** How many bits are set. */
export function countBits(bits: Uint8Array): number {
  const words = new Uint32Array(bits.buffer, bits.byteOffset, bits.byteLength >>> 2);
  let total = 0;
  for (let n = 0; n < words.length; n++) {
    let word = words[n]!;
    if (word === 0) continue;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    total += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return total;
}

/** Bits in memory that are aligned for counting by words. */
export const emptyArea = (): Uint8Array => new Uint8Array(AREA_BYTES);

function sized(bytes: Buffer, area: number): Uint8Array {
  if (bytes.length !== AREA_BYTES) throw new Error(`the file of area ${area} has ${bytes.length} bytes`);
  if (bytes.byteOffset % 4 === 0) return bytes;
  return Uint8Array.from(bytes);
}
