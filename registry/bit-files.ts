import { type FileHandle, open } from 'node:fs/promises';
import { areaFile, hashOf, readArea } from './area-files.ts';
import type { AreaEntry } from './manifest.ts';
import { AREA_BYTES } from './place.ts';

/** Most files held open. Least lately used ones are closed first. */
const MOST_OPEN = 512;
/** From so many numbers of one area on, the whole file is read at once. */
const WHOLE_FROM = 64;

/** Single bits of the files of many versions, read where they lie: the page cache is the memory, and nobody's own. */
export interface BitFiles {
  /**
   * Is each of these numbers of the area listed? @throws when the file is missing, or is not the one that was built.
   */
  read(folder: string, entry: AreaEntry, offsets: readonly number[]): Promise<boolean[]>;
  close(): Promise<void>;
}

export function createBitFiles(): BitFiles {
  const files = new Map<string, Promise<FileHandle>>();

  function fileOf(folder: string, entry: AreaEntry): Promise<FileHandle> {
    const path = areaFile(folder, entry.area);
    const known = files.get(path);
    if (known) {
      files.delete(path);
      files.set(path, known);
      return known;
    }
    const opened = openChecked(path, entry);
    files.set(path, opened);
    // One that could not be opened is asked again the next time.
    opened.catch(() => files.delete(path));
    if (files.size > MOST_OPEN) closeOldest();
    return opened;
  }

  function closeOldest(): void {
    const [oldest] = files;
    if (!oldest) return;
    files.delete(oldest[0]);
    oldest[1].then((file) => file.close()).catch(() => undefined);
  }

  return {
    async read(folder, entry, offsets) {
      if (offsets.length >= WHOLE_FROM) {
        const bits = await readArea(folder, entry.area);
        if (hashOf(bits) !== entry.sha256) throw damaged(entry);
        return offsets.map((offset) => ((bits[offset >>> 3]! >>> (offset & 7)) & 1) === 1);
      }
      return Promise.all(offsets.map((offset) => readBit(() => fileOf(folder, entry), offset)));
    },
    async close() {
      const open = [...files.values()];
      files.clear();
      await Promise.all(open.map((file) => file.then((handle) => handle.close()).catch(() => undefined)));
    },
  };
}

async function readBit(fileOf: () => Promise<FileHandle>, offset: number): Promise<boolean> {
  const byte = Buffer.alloc(1);
  const at = offset >>> 3;
  const { bytesRead } = await (await fileOf())
    .read(byte, 0, 1, at)
    // Closed by another look that needed room, between the two awaits: it is opened anew.
    .catch(async (error: unknown) => {
      if (!(typeof error === 'object' && error !== null && 'code' in error && error.code === 'EBADF')) throw error;
      return (await fileOf()).read(byte, 0, 1, at);
    });
  if (bytesRead !== 1) throw new Error('the file of an area is shorter than it was');
  return ((byte[0]! >>> (offset & 7)) & 1) === 1;
}

/** A file is read whole once, when it is opened: its sum must be the one of the day it was built. */
async function openChecked(path: string, entry: AreaEntry): Promise<FileHandle> {
  const file = await open(path, 'r');
  try {
    const bytes = await file.readFile();
    if (bytes.length !== AREA_BYTES || hashOf(bytes) !== entry.sha256) throw damaged(entry);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function damaged(entry: AreaEntry): Error {
  return new Error(`the file of area ${entry.area} is not the one that was built`);
}
