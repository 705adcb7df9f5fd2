import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../error-details.ts';
import type { ProcessIdentity } from './process-identity.mjs';

const Identity = z.object({ pid: z.number().int(), started: z.string() });

export interface ProcessRecord {
  readonly name: string;
  readonly identity: ProcessIdentity;
}

/**
 * Notes who runs under a name, so that a later start can find it if this launcher is killed. On a disk that is full there
 * is no note, and the process is found by its mark: whoever keeps the others running must not end for want of a note.
 */
export function recordProcess(folder: string, name: string, identity: ProcessIdentity): void {
  try {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(identity));
  } catch (error) {
    if (codeOf(error) !== 'ENOSPC') throw error;
  }
}

export function forgetProcess(folder: string, name: string): void {
  rmSync(join(folder, `${name}.json`), { force: true });
}

export function recordedProcesses(folder: string): ProcessRecord[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      try {
        const identity = Identity.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
        return [{ name: file.slice(0, -'.json'.length), identity }];
      } catch {
        return [];
      }
    });
}
