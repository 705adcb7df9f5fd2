import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../error-details.ts';

const FILE = 'manifest.json';

const Manifest = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  ringfence: z.string(),
  postgres: z.object({ version: z.string(), running: z.boolean() }).optional(),
  temporal: z.boolean(),
  files: z.boolean(),
});

/** What a backup holds. Written last: a folder without it is not a backup. */
export type Manifest = z.infer<typeof Manifest>;

export function writeManifest(folder: string, manifest: Manifest): void {
  writeFileSync(join(folder, FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
}

export function readManifest(folder: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  } catch (error) {
    throw new Error(`${folder} is not a backup that was finished: ${messageOf(error)}`, { cause: error });
  }
}
