import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProcessIdentity } from './process-identity.mjs';

const Identity = z.object({ pid: z.number().int(), started: z.string() });

export interface ProcessRecord {
  readonly name: string;
  readonly identity: ProcessIdentity;
}

/** Notes who runs under a name, so that a later start can find it if this launcher is killed. */
export function recordProcess(folder: string, name: string, identity: ProcessIdentity): void {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(identity));
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
