import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from '../state/secrets.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { TEMPORAL_DATABASE } from '../plans/temporal.ts';
import { copyRunningCluster, copyStoppedCluster } from './copy-postgres.ts';
import { copyTemporal } from './copy-temporal.ts';
import { type Manifest, writeManifest } from './manifest.ts';

export interface BackupSettings {
  readonly state: StateFolder;
  readonly secrets: Secrets;
  readonly target: string;
  /** Whether the system runs; then everything is copied under it. */
  readonly running: boolean;
  readonly version: string;
  readonly now: Date;
}

/**
 * Writes a backup: Postgres, Temporal's development database, stored files and the keys, without which the numbers in
 * Postgres cannot be read. What runs elsewhere (DATABASE_URL, TEMPORAL_ADDRESS) has backups of its own.
 */
export async function takeBackup(settings: BackupSettings): Promise<Manifest> {
  const { state, target, running } = settings;
  const hasPostgres = existsSync(join(state.postgres, 'PG_VERSION'));
  if (!hasPostgres && !existsSync(join(state.temporal, TEMPORAL_DATABASE))) {
    throw new Error(
      `There is nothing to back up in ${state.home}: the system has not run here, or all of it runs elsewhere`,
    );
  }
  mkdirSync(target, { recursive: true, mode: 0o700 });
  if (readdirSync(target).length > 0) throw new Error(`${target} is not empty: name a folder that is, or none`);
  if (hasPostgres && running)
    await copyRunningCluster(state.postgres, join(target, 'postgres'), settings.secrets.ownerPassword);
  if (hasPostgres && !running) await copyStoppedCluster(state.postgres, join(target, 'postgres'));
  const manifest: Manifest = {
    format: 1,
    createdAt: settings.now.toISOString(),
    ringfence: settings.version,
    ...(hasPostgres && {
      postgres: { version: readFileSync(join(state.postgres, 'PG_VERSION'), 'utf8').trim(), running },
    }),
    temporal: await copyTemporal(state.temporal, join(target, 'temporal')),
    files: existsSync(state.storage),
  };
  if (manifest.files) cpSync(state.storage, join(target, 'storage'), { recursive: true });
  copyFileSync(join(state.home, 'secrets.json'), join(target, 'secrets.json'));
  writeManifest(target, manifest);
  return manifest;
}
