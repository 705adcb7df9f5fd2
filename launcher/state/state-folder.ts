import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openToOthers, unprivilegedUser } from '../processes/unprivileged.ts';
import { createHash } from 'node:crypto';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Where one checkout keeps what it runs on. Deleting the folder starts from nothing. */
export interface StateFolder {
  readonly home: string;
  readonly logs: string;
  /** Who runs: a file for each process, so that a later start can stop what a killed one left. */
  readonly processes: string;
  readonly storage: string;
  /** Do-not-call registries. */
  readonly registry: string;
  readonly temporal: string;
  readonly postgres: string;
  /** What `npm run backup` writes by default. */
  readonly backups: string;
}

/** `.ringfence` in the checkout, or RINGFENCE_STATE_DIR. */
export function openStateFolder(environment: NodeJS.ProcessEnv = process.env): StateFolder {
  const home = resolve(ROOT, environment['RINGFENCE_STATE_DIR'] ?? '.ringfence');
  const inside = (name: string) => join(home, name);
  // Others may pass through, because Postgres may run as another user; what is secret has its own mode.
  mkdirSync(home, { recursive: true, mode: 0o711 });
  for (const name of ['logs', 'processes', 'registry', 'storage', 'temporal'])
    mkdirSync(inside(name), { recursive: true, mode: 0o700 });
  return {
    home,
    logs: inside('logs'),
    processes: inside('processes'),
    storage: inside('storage'),
    registry: inside('registry'),
    temporal: inside('temporal'),
    postgres: postgresFolder(home),
    backups: inside('backups'),
  };
}

/** Root's Postgres runs as `nobody`, who cannot reach a checkout under a closed home. */
function postgresFolder(home: string): string {
  if (!unprivilegedUser() || openToOthers(home)) return join(home, 'postgres');
  return join('/var/lib/ringfence', createHash('sha256').update(home).digest('hex').slice(0, 16), 'postgres');
}
