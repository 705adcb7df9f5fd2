import { copyFileSync, cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { StateFolder } from '../state/state-folder.ts';
import { giveFolder, unprivilegedUser } from '../processes/unprivileged.ts';
import { copyStoppedCluster } from './copy-postgres.ts';
import { restoreTemporal } from './copy-temporal.ts';
import { readManifest } from './manifest.ts';

export type RestorePart = 'all' | 'postgres' | 'temporal';

/**
 * Puts a backup in the place of what is there; what was there is moved aside, not deleted. The system must be stopped.
 * Resolves with the folder that holds what was replaced. Afterwards the database must be marked as restored.
 */
export async function restoreBackup(state: StateFolder, backup: string, part: RestorePart, now: Date): Promise<string> {
  const manifest = readManifest(backup);
  const aside = join(state.home, `replaced-${stampOf(now)}`);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  const wants = (name: RestorePart) => part === 'all' || part === name;
  if (wants('postgres') && !manifest.postgres) throw new Error(`${backup} holds no Postgres: it ran elsewhere`);
  if (part === 'temporal' && !manifest.temporal) throw new Error(`${backup} holds no Temporal: it ran elsewhere`);
  if (wants('postgres')) {
    moveAside(state.postgres, aside);
    await restorePostgres(join(backup, 'postgres'), state.postgres);
    moveAside(join(state.home, 'secrets.json'), aside);
    copyFileSync(join(backup, 'secrets.json'), join(state.home, 'secrets.json'));
  }
  if (wants('temporal') && manifest.temporal) {
    moveAside(state.temporal, aside);
    restoreTemporal(join(backup, 'temporal'), state.temporal);
  }
  if (part === 'all' && manifest.files) {
    moveAside(state.storage, aside);
    cpSync(join(backup, 'storage'), state.storage, { recursive: true });
  }
  return aside;
}

/** Puts the copy of a data folder in place, as a folder of the user that Postgres runs as. */
export async function restorePostgres(backup: string, target: string): Promise<void> {
  await copyStoppedCluster(backup, target);
  // It tells the server from where to replay the log; without it the copy of a running server would be taken as whole.
  const label = join(backup, 'backup_label');
  if (existsSync(label)) copyFileSync(label, join(target, 'backup_label'));
  const user = unprivilegedUser();
  if (user) giveFolder(target, user);
}

function moveAside(path: string, aside: string): void {
  if (!existsSync(path)) return;
  // Root's Postgres may live apart from the state folder, but on a file system of its own hardly ever.
  mkdirSync(dirname(join(aside, basename(path))), { recursive: true });
  renameSync(path, join(aside, basename(path)));
}

/** A moment as part of a file name. */
export function stampOf(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(':', '-');
}
