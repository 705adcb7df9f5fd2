import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMs } from '../domain/time.ts';
import type { RegistryList } from './lists.ts';

/** What a version's folder says of itself. It is written last: a folder without it is no version. */
export interface Manifest {
  readonly format: 1;
  readonly list: RegistryList;
  /** SHA-256 of the uploaded file, hex. */
  readonly source: string;
  readonly numbers: number;
  readonly areas: readonly AreaEntry[];
}

export interface AreaEntry {
  readonly area: number;
  readonly numbers: number;
  /** Of the file, hex. */
  readonly sha256: string;
  /** When the numbers of this area were obtained from who keeps the list. */
  readonly asOf: EpochMs;
}

const FILE = 'manifest.json';

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const file = await open(join(folder, FILE), 'w');
  try {
    await file.writeFile(JSON.stringify(manifest));
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** @throws when it is missing or damaged. */
export async function readManifest(folder: string): Promise<Manifest> {
  const manifest: Manifest = JSON.parse(await readFile(join(folder, FILE), 'utf8'));
  if (manifest.format !== 1 || !Array.isArray(manifest.areas)) throw new Error('the manifest of a version is damaged');
  return manifest;
}
