import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { identify, isRunning } from '../processes/process-identity.mjs';

const Claim = z.object({
  stateHome: z.string(),
  launcher: z.object({ pid: z.number(), started: z.string() }),
  block: z.number().int(),
  ports: z.array(z.number().int()),
});

/** Which checkout of this user runs on which ports. Kept after a stop, so that a checkout gets its block again. */
export type PortClaim = z.infer<typeof Claim>;

export function claimsIn(folder: string): PortClaim[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => readClaim(join(folder, name)));
}

export function writeClaim(folder: string, stateHome: string, block: number, ports: readonly number[]): void {
  const launcher = identify(process.pid);
  const name = createHash('sha256').update(stateHome).digest('hex').slice(0, 16);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ stateHome, launcher, block, ports }));
}

export function isAlive(claim: PortClaim): boolean {
  return isRunning(claim.launcher);
}

function readClaim(file: string): PortClaim[] {
  try {
    return [Claim.parse(JSON.parse(readFileSync(file, 'utf8')))];
  } catch {
    return [];
  }
}
