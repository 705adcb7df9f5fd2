import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Base, BuildRequest } from './build-request.ts';
import { createBuilder, type BuildCounts } from './builder.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { unpack } from './unpack.ts';

/** Where the bitsets of a version lie. */
export function versionFolder(root: string, versionId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(versionId)) throw new Error('a version id is a UUID');
  return join(root, 'versions', versionId);
}

export async function baseOf(root: string, versionId: string): Promise<Base> {
  const folder = versionFolder(root, versionId);
  return { folder, manifest: await readManifest(folder) };
}

export interface BuildOptions {
  root: string;
  versionId: string;
  request: BuildRequest;
  /** Told after every piece of the file. @throws to give up. */
  onProgress?: (counts: BuildCounts, bytesRead: number) => void;
}

/**
 * Builds a version from an uploaded file. The folder appears under its name in one step, whole; whatever ends the work
 * before leaves a folder that nobody looks at, and the next try begins anew.
 */
export async function buildVersion(
  file: AsyncIterable<Uint8Array>,
  { root, versionId, request, onProgress }: BuildOptions,
): Promise<{ manifest: Manifest; counts: BuildCounts }> {
  const target = versionFolder(root, versionId);
  const building = join(root, 'building');
  await mkdir(join(root, 'versions'), { recursive: true });
  await mkdir(building, { recursive: true });
  await removeLeftOvers(building, versionId);
  const folder = join(building, `${versionId}.${randomBytes(6).toString('hex')}`);
  await mkdir(folder);
  try {
    const builder = createBuilder(folder, request);
    let bytesRead = 0;
    const counted = counting(file, (bytes) => {
      bytesRead += bytes;
    });
    for await (const part of unpack(counted, `${folder}.zip`)) {
      for await (const bytes of part) {
        await builder.feed(bytes);
        onProgress?.(builder.counts, bytesRead);
      }
      builder.endOfPart();
    }
    const built = await builder.finish();
    // A try that was thought lost may have finished: its folder is this version too, and makes way.
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
    await syncFolder(join(root, 'versions'));
    return built;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Removes a version that was never in force. */
export async function removeVersion(root: string, versionId: string): Promise<void> {
  await rm(versionFolder(root, versionId), { recursive: true, force: true });
}

/** Of tries that were killed. A version is built by one activity at a time. */
async function removeLeftOvers(building: string, versionId: string): Promise<void> {
  for (const name of await readdir(building)) {
    if (name.startsWith(versionId)) await rm(join(building, name), { recursive: true, force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* counting(file: AsyncIterable<Uint8Array>, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const bytes of file) {
    count(bytes.length);
    yield bytes;
  }
}
