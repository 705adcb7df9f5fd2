import { countBits, emptyArea, hashOf, readAreaNow, shareArea, writeArea } from './area-files.ts';
import type { Base, BuildRequest } from './build-request.ts';
import type { AreaEntry } from './manifest.ts';
import { AREAS, type Place } from './place.ts';
import type { QuickSink } from './scan.ts';

/** Sorted files come area by area: what was not asked for during so many bytes of the file leaves memory. */
const IDLE_BYTES = 64 * 1024 * 1024;
const MOST_IDLE_AREAS = 48;

export interface AreaTable extends QuickSink {
  /** False: the number was as told already. */
  set(place: Place, listed: boolean): boolean;
  /** Tells how many bytes were read, and moves areas that lie idle to their files. */
  freeIdle(bytesRead: number): Promise<void>;
  /** All files written: `own` are those of areas that were spoken of, `kept` those shared with the base. */
  finish(request: BuildRequest): Promise<{ own: AreaEntry[]; kept: AreaEntry[] }>;
}

/** The bitsets of a version that is being built in `folder`; areas begin as in `from`, or empty. */
export function createAreaTable(folder: string, from: Base | null): AreaTable {
  const slots: (Uint8Array | undefined)[] = Array.from({ length: AREAS }, () => undefined);
  const seen = new Float64Array(AREAS);
  const before = new Set(from?.manifest.areas.map(({ area }) => area));
  const resident = new Set<number>();
  const onDisk = new Set<number>();

  function open(area: number): Uint8Array {
    const bits = onDisk.has(area)
      ? readAreaNow(folder, area)
      : from !== null && before.has(area)
        ? readAreaNow(from.folder, area)
        : emptyArea();
    slots[area] = bits;
    resident.add(area);
    return bits;
  }

  async function moveOut(area: number, bits: Uint8Array): Promise<void> {
    await writeArea(folder, area, bits);
    onDisk.add(area);
    resident.delete(area);
    slots[area] = undefined;
  }

  const table: AreaTable = {
    slots,
    seen,
    now: 0,
    open,
    set({ area, offset }, listed) {
      const bits = slots[area] ?? open(area);
      seen[area] = table.now;
      const byte = offset >>> 3;
      const mask = 1 << (offset & 7);
      const was = (bits[byte]! & mask) !== 0;
      bits[byte] = listed ? bits[byte]! | mask : bits[byte]! & ~mask;
      return was !== listed;
    },
    async freeIdle(bytesRead) {
      table.now += bytesRead;
      if (resident.size <= MOST_IDLE_AREAS) return;
      for (const area of resident) {
        const bits = slots[area];
        if (bits && table.now - seen[area]! > IDLE_BYTES) await moveOut(area, bits);
      }
    },
    async finish({ base, mode, asOf, boughtAreas }) {
      const old = new Map(mode === 'full' ? [] : base?.manifest.areas.map((entry) => [entry.area, entry]));
      for (const area of boughtAreas) if (!onDisk.has(area) && !slots[area] && !old.has(area)) open(area);
      const own: AreaEntry[] = [];
      for (const area of new Set([...onDisk, ...resident])) {
        const bits = slots[area] ?? readAreaNow(folder, area);
        own.push({ area, numbers: countBits(bits), sha256: hashOf(bits), asOf });
        if (resident.has(area)) await moveOut(area, bits);
        old.delete(area);
      }
      const kept: AreaEntry[] = [];
      for (const entry of old.values()) {
        if (base) await shareArea(base.folder, folder, entry.area);
        // A change file speaks for every area: what it does not name is as it was.
        kept.push(mode === 'changes' ? { ...entry, asOf } : entry);
      }
      return { own, kept };
    },
  };
  return table;
}
