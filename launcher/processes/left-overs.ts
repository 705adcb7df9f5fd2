import { readdirSync, readFileSync } from 'node:fs';
import { stopLeftOverPostgres } from '../plans/postgres.ts';
import { identify, type ProcessIdentity } from './process-identity.mjs';
import { forgetProcess, recordedProcesses } from './process-records.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { stopProcess, type StopSignals } from './stop-process.ts';

/** Every process that the launcher starts, and what those start in turn, carries this variable: the state folder. */
export const MARK = 'RINGFENCE_RUN';

/** Nobody watches these any more; their work is made to survive a crash. */
const BRISK_STOP: StopSignals = [
  { signal: 'SIGTERM', waitMs: 3_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/** Stops what a killed start of this checkout left running; Postgres last. Resolves with their names. */
export async function stopLeftOvers(state: StateFolder): Promise<string[]> {
  const recorded = recordedProcesses(state.processes).filter(({ name }) => name !== 'postgres');
  const stopped: string[] = [];
  for (const { name, identity } of recorded) {
    if ((await stopProcess(identity, BRISK_STOP)) !== undefined) stopped.push(name);
    forgetProcess(state.processes, name);
  }
  for (const { name, identity } of markedProcesses(state.home)) {
    if ((await stopProcess(identity, BRISK_STOP)) !== undefined) stopped.push(name);
  }
  if ((await stopLeftOverPostgres(state.postgres)) !== undefined) stopped.push('postgres');
  forgetProcess(state.processes, 'postgres');
  return stopped;
}

/** What no record names: a job process whose parent was killed too, or one started right before the kill. Linux only. */
function markedProcesses(home: string): Array<{ name: string; identity: ProcessIdentity }> {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isMarked(name, home))
    .flatMap((pid) => {
      const identity = identify(Number(pid));
      return identity ? [{ name: `process ${pid}`, identity }] : [];
    });
}

function isMarked(pid: string, home: string): boolean {
  try {
    const isPostgres = readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
    return !isPostgres && readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${MARK}=${home}`);
  } catch {
    return false;
  }
}
